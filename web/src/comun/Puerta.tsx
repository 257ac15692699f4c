import type { ReactNode } from 'react';
import { Contexto } from './dentro.js';
import { Entrada } from './Entrada.js';
import { REINTENTO_MS, usePuerta, type Puertas } from './usePuerta.js';

interface Props extends Puertas {
  readonly children: ReactNode;
}

/**
 * Lets in whoever has a session, and asks others for name and password. A session that ends while the page is used asks
 * above it: what is shown stays, marked as out of date.
 */
export function Puerta({ children, ...puertas }: Props): ReactNode {
  const { estado, dentro, entrado } = usePuerta(puertas);
  switch (estado.tipo) {
    case 'abriendo':
      return <p className="espera">Abriendo…</p>;
    case 'sin servicio':
      return <Espera>El servicio no contesta.</Espera>;
    case 'saliendo':
      return estado.sinRed ? (
        <Espera>Saliste sin red: la sesión se cierra del todo cuando el servicio conteste.</Espera>
      ) : (
        <p className="espera">Saliendo…</p>
      );
    case 'fuera':
      return (
        <main className="puerta">
          <Entrada config={estado.config} motivo={estado.motivo} onDentro={entrado} />
        </main>
      );
    case 'dentro':
      return (
        <Contexto value={dentro}>
          {estado.vencida !== null && (
            <aside ref={traer} className="vencida" aria-label="Sesión terminada">
              <Entrada config={estado.config} motivo={estado.vencida} usuario={estado.sesion.sub} onDentro={entrado} />
            </aside>
          )}
          <div className="dentro" key={estado.sesion.sub}>
            {children}
          </div>
        </Contexto>
      );
  }
}

function Espera({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <p className="espera" role="status">
      {children} Se intenta otra vez cada {REINTENTO_MS / 1_000} segundos.
    </p>
  );
}

/** What asks for something must be seen. */
function traer(place: HTMLElement | null): void {
  place?.scrollIntoView();
  place?.querySelector<HTMLInputElement>('input[type=password]')?.focus();
}
