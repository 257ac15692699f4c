import { useActionState, type ReactNode } from 'react';
import { entrar, type Config } from './sesion.js';

interface Props {
  readonly config: Config;
  /** Above the form: why it is asked. */
  readonly motivo: string | null;
  /** Who is expected, if somebody is. */
  readonly usuario?: string;
  /** Done when the page is open. */
  readonly onDentro: () => Promise<void>;
}

/** What was tried last. */
interface Intento {
  readonly usuario: string;
  readonly error: string | null;
}

/** Asks for name and password. */
export function Entrada({ config, motivo, usuario: esperado = '', onDentro }: Props): ReactNode {
  const [{ error, usuario }, submit, busy] = useActionState(
    async (_: Intento, form: FormData): Promise<Intento> => {
      const user = texto(form, 'usuario');
      const refused = await entrar(config, user, texto(form, 'clave'));
      if (refused === null) {
        await onDentro();
      }
      return { usuario: user, error: refused };
    },
    { usuario: esperado, error: null },
  );
  return (
    <form className="entrada" action={submit} aria-labelledby="entrada-titulo">
      <h1 id="entrada-titulo">Cargue</h1>
      {motivo !== null && <p className="entrada-motivo">{motivo}</p>}
      {config.emisor === null ? (
        <p>Abre esta página desde el CRM: aquí no se entra con clave.</p>
      ) : (
        <>
          <label>
            Usuario
            <input
              name="usuario"
              defaultValue={usuario}
              autoComplete="username"
              autoCapitalize="characters"
              spellCheck={false}
              required
            />
          </label>
          <label>
            Clave
            <input name="clave" type="password" autoComplete="current-password" required />
          </label>
          <p className="entrada-error" role="alert">
            {error}
          </p>
          <button type="submit" className="boton principal" disabled={busy}>
            {busy ? 'Entrando…' : 'Entrar'}
          </button>
        </>
      )}
    </form>
  );
}

function texto(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
