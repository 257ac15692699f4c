import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Entrada } from './Entrada.js';
import { leerConfig, leerSesion, salir, type Config, type Sesion } from './sesion.js';

/** What is known of whoever is in. */
export interface Dentro {
  readonly config: Config;
  readonly sesion: Sesion;
  /** Counts the sessions since the page was opened: connections belong to one. */
  readonly vez: number;
  /** Whether the session is over and the page waits for the next. */
  readonly vencida: boolean;
  /** A service has said that there is no session any more. */
  readonly vencer: () => void;
  readonly salir: () => void;
}

/** Remembers who was in, for a page that must open without network. */
export interface Memoria {
  leer(): Promise<{ readonly config: Config; readonly sesion: Sesion } | null>;
  guardar(config: Config, sesion: Sesion): Promise<void>;
  olvidar(): Promise<void>;
}

type Estado =
  | { readonly tipo: 'abriendo' }
  | { readonly tipo: 'sin servicio' }
  | { readonly tipo: 'fuera'; readonly config: Config; readonly motivo: string | null }
  | { readonly tipo: 'dentro'; readonly config: Config; readonly sesion: Sesion; readonly vencida: boolean };

interface Props {
  /** Whose page it is. */
  readonly servicio: 'ingest' | 'push';
  /** Who has something to do here. */
  readonly roles: readonly string[];
  readonly memoria?: Memoria;
  readonly children: ReactNode;
}

const REINTENTO_MS = 3_000;
const SIN_COOKIE = 'El navegador no guardó la sesión: abre la página por https.';
const Contexto = createContext<Dentro | null>(null);

/** Who is in; within {@link Puerta}. */
export function useDentro(): Dentro {
  const dentro = useContext(Contexto);
  if (dentro === null) {
    throw new Error('nobody is in');
  }
  return dentro;
}

/**
 * Lets in whoever has a session, and asks others for name and password. A session that ends while the page is used asks
 * above it: what is shown stays, marked as out of date.
 */
export function Puerta({ servicio, roles, memoria, children }: Props): ReactNode {
  const [estado, setEstado] = useState<Estado>({ tipo: 'abriendo' });
  const [vez, setVez] = useState(0);

  /** Who is remembered is in at once, also where the network is bad, and asked for meanwhile. */
  const abrir = useCallback(async (): Promise<void> => {
    const remembered = (await memoria?.leer()) ?? null;
    if (remembered !== null) {
      setEstado({ tipo: 'dentro', ...remembered, vencida: false });
    }
    const next = await leer(roles, memoria);
    if (!('config' in next) || !mudarse(next.config[servicio])) {
      setEstado(next);
    }
  }, [servicio, roles, memoria]);

  /** After a form was taken. */
  const entrado = async (): Promise<void> => {
    const next = await leer(roles, memoria);
    setEstado(next.tipo === 'fuera' && next.motivo === null ? { ...next, motivo: SIN_COOKIE } : next);
    setVez((before) => before + 1);
  };

  useEffect(() => {
    void abrir();
  }, [abrir]);

  useEffect(() => {
    if (estado.tipo !== 'sin servicio') {
      return undefined;
    }
    const timer = setTimeout(() => void abrir(), REINTENTO_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [estado, abrir]);

  const dentro = useMemo<Dentro | null>(() => {
    if (estado.tipo !== 'dentro') {
      return null;
    }
    const { config, sesion, vencida } = estado;
    return {
      config,
      sesion,
      vez,
      vencida,
      vencer: () => {
        setEstado((now) => (now.tipo === 'dentro' ? { ...now, vencida: true } : now));
      },
      salir: () => {
        void Promise.all([salir(config), memoria?.olvidar()]).then(() => {
          setEstado({ tipo: 'fuera', config, motivo: null });
        });
      },
    };
  }, [estado, vez, memoria]);

  switch (estado.tipo) {
    case 'abriendo':
      return <p className="espera">Abriendo…</p>;
    case 'sin servicio':
      return (
        <p className="espera" role="status">
          El servicio no contesta. Se intenta otra vez cada {REINTENTO_MS / 1_000} segundos.
        </p>
      );
    case 'fuera':
      return (
        <main className="puerta">
          <Entrada config={estado.config} motivo={estado.motivo} onDentro={() => void entrado()} />
        </main>
      );
    case 'dentro':
      return (
        <Contexto value={dentro}>
          {estado.vencida && (
            <aside ref={traer} className="vencida" aria-label="Sesión terminada">
              <Entrada
                config={estado.config}
                motivo={`La sesión de ${estado.sesion.sub} terminó. Entra otra vez para seguir.`}
                onDentro={() => void entrado()}
              />
            </aside>
          )}
          <div className="dentro" key={estado.sesion.sub}>
            {children}
          </div>
        </Contexto>
      );
  }
}

/**
 * On this machine a service has several names (`localhost`, `127.0.0.1`), and a session belongs to one: goes to the one
 * that the services know.
 */
function mudarse(direccion: string): boolean {
  const known = new URL(direccion);
  const loopback = ['localhost', '127.0.0.1', '[::1]'];
  if (![known.hostname, location.hostname].every((name) => loopback.includes(name)) || known.host === location.host) {
    return false;
  }
  location.host = known.host;
  return true;
}

/** What asks for something must be seen. */
function traer(place: HTMLElement | null): void {
  place?.scrollIntoView();
  place?.querySelector('input')?.focus();
}

async function leer(roles: readonly string[], memoria: Memoria | undefined): Promise<Estado> {
  const [config, sesion] = await Promise.all([leerConfig(), leerSesion()]);
  if (config === null || sesion === null) {
    const remembered = await memoria?.leer();
    return remembered == null ? { tipo: 'sin servicio' } : { tipo: 'dentro', ...remembered, vencida: false };
  }
  if (sesion === 'nadie') {
    const remembered = await memoria?.leer();
    return remembered == null
      ? { tipo: 'fuera', config, motivo: null }
      : { tipo: 'dentro', config, sesion: remembered.sesion, vencida: true };
  }
  if (!roles.includes(sesion.rol)) {
    return { tipo: 'fuera', config, motivo: `El usuario ${sesion.sub} (${sesion.rol}) no tiene nada que hacer aquí.` };
  }
  await memoria?.guardar(config, sesion);
  return { tipo: 'dentro', config, sesion, vencida: false };
}
