import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Dentro } from './dentro.js';
import { Guardia, type Hallazgo } from './guardia.js';
import { despedirse, leerConfig, leerSesion, salir, type Config, type Sesion } from './sesion.js';

/** Remembers who was in, for a page that must open without network. */
export interface Memoria {
  leer(): Promise<{ readonly config: Config; readonly sesion: Sesion } | null>;
  guardar(config: Config, sesion: Sesion): Promise<void>;
  olvidar(): Promise<void>;
}

export type Estado =
  | { readonly tipo: 'abriendo' }
  | { readonly tipo: 'sin servicio' }
  /** Whoever was in has left without network, and the browser still has the session. */
  | { readonly tipo: 'saliendo' }
  | { readonly tipo: 'fuera'; readonly config: Config; readonly motivo: string | null }
  | Estancia;

/** Somebody is in. */
export interface Estancia {
  readonly tipo: 'dentro';
  readonly config: Config;
  readonly sesion: Sesion;
  readonly guardia: Guardia;
  /** Why the session has to be opened again; null: it need not be. */
  readonly vencida: string | null;
}

export interface Puertas {
  /** Whose page it is. */
  readonly servicio: 'ingest' | 'push';
  /** Who has something to do here. */
  readonly roles: readonly string[];
  readonly memoria?: Memoria;
}

export const REINTENTO_MS = 3_000;

/** A service that refuses a session and says that it is good is not asked again and again. */
const RENOVACION_MS = 10_000;

const SIN_COOKIE = 'El navegador no guardó la sesión: abre la página por https.';

/** Tells the browser's other pages of this service that somebody has logged in or out. */
const CANAL = 'cargue-sesion';

/** Lets in whoever has a session, and notices when the browser's session ends, is renewed or becomes somebody else's. */
export function usePuerta({ servicio, roles, memoria }: Puertas): {
  readonly estado: Estado;
  readonly dentro: Dentro | null;
  /** After a form was taken. */
  readonly entrado: () => void;
} {
  const [estado, setEstado] = useState<Estado>({ tipo: 'abriendo' });
  const [vez, setVez] = useState(0);

  /** Who is remembered is in at once, also where the network is bad, and asked for meanwhile. */
  const abrir = useCallback(async (): Promise<void> => {
    const remembered = await recordar(memoria);
    if (remembered !== null) {
      setEstado(remembered);
    }
    const next = await leer(roles, memoria);
    if (!('config' in next) || !mudarse(next.config[servicio])) {
      setEstado(next);
    }
  }, [servicio, roles, memoria]);

  const entrado = useCallback((): void => {
    void leer(roles, memoria).then((next) => {
      setEstado(next.tipo === 'fuera' && next.motivo === null ? { ...next, motivo: SIN_COOKIE } : next);
      setVez((before) => before + 1);
      avisar();
    });
  }, [roles, memoria]);

  useEffect(() => {
    void abrir();
  }, [abrir]);

  const espera = estado.tipo === 'sin servicio' || estado.tipo === 'saliendo';
  useEffect(() => {
    if (!espera) {
      return undefined;
    }
    const timer = setTimeout(() => void abrir(), REINTENTO_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [espera, estado, abrir]);

  const vencer = useVigilancia(estado, setEstado, setVez);

  const dentro = useMemo<Dentro | null>(() => {
    if (estado.tipo !== 'dentro') {
      return null;
    }
    const { config, sesion } = estado;
    return {
      config,
      sesion,
      guardia: estado.guardia,
      vez,
      vencer,
      salir: () => {
        void Promise.all([salir(config), memoria?.olvidar()]).then(([told]) => {
          setEstado(told ? { tipo: 'fuera', config, motivo: null } : { tipo: 'saliendo' });
          avisar();
        });
      },
    };
  }, [estado, vez, vencer, memoria]);
  return { estado, dentro, entrado };
}

/**
 * Asks who is in whenever the page comes back or another page says so, and obeys what is found out. Returns what is called
 * when a service says that there is no session.
 */
function useVigilancia(
  estado: Estado,
  setEstado: (change: (now: Estado) => Estado) => void,
  setVez: (change: (before: number) => number) => void,
): () => void {
  const { guardia, vencida } = estado.tipo === 'dentro' ? estado : { guardia: null, vencida: null };
  const refused = useRef(false);
  const renewedAt = useRef(-Infinity);
  useEffect(() => {
    const end = guardia?.subscribe((hallazgo) => {
      const mark = (motivo: string | null): void => {
        setEstado((now) => (now.tipo === 'dentro' ? { ...now, vencida: motivo } : now));
      };
      if (hallazgo.tipo === 'nadie' || hallazgo.tipo === 'de otro') {
        mark(motivo(guardia.sub, hallazgo));
      } else if (hallazgo.tipo === 'mia' && (refused.current || vencida !== null)) {
        const soon = Date.now() - renewedAt.current < RENOVACION_MS;
        mark(soon ? 'El servicio no acepta la sesión. Entra otra vez.' : null);
        if (!soon) {
          renewedAt.current = Date.now();
          setVez((before) => before + 1); // another page has renewed it
        }
      }
      refused.current = false;
    });
    return end;
  }, [guardia, vencida, setEstado, setVez]);

  useEffect(() => {
    if (guardia === null) {
      return undefined;
    }
    const left = (): void => {
      guardia.dudar();
    };
    const back = (): void => {
      if (document.visibilityState === 'visible') {
        void guardia.comprobar();
      }
    };
    const channel = new BroadcastChannel(CANAL);
    channel.onmessage = () => {
      left();
      back();
    };
    addEventListener('blur', left);
    addEventListener('focus', back);
    document.addEventListener('visibilitychange', back);
    return () => {
      channel.close();
      removeEventListener('blur', left);
      removeEventListener('focus', back);
      document.removeEventListener('visibilitychange', back);
    };
  }, [guardia]);

  return useCallback(() => {
    refused.current = true;
    guardia?.dudar();
    void guardia?.comprobar();
  }, [guardia]);
}

function motivo(sub: string, hallazgo: Hallazgo): string {
  return hallazgo.tipo === 'de otro'
    ? `En este navegador entró ${hallazgo.sub}. Entra otra vez como ${sub} para seguir.`
    : `La sesión de ${sub} terminó. Entra otra vez para seguir.`;
}

function avisar(): void {
  const channel = new BroadcastChannel(CANAL);
  channel.postMessage(null);
  channel.close();
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

async function leer(roles: readonly string[], memoria: Memoria | undefined): Promise<Estado> {
  if (!(await despedirse())) {
    return { tipo: 'saliendo' };
  }
  const [config, sesion] = await Promise.all([leerConfig(), leerSesion()]);
  if (config === null || sesion === null) {
    return (await recordar(memoria)) ?? { tipo: 'sin servicio' };
  }
  if (sesion === 'nadie') {
    const remembered = await recordar(memoria);
    return remembered === null
      ? { tipo: 'fuera', config, motivo: null }
      : { ...remembered, config, vencida: motivo(remembered.sesion.sub, { tipo: 'nadie' }) };
  }
  if (!roles.includes(sesion.rol)) {
    return { tipo: 'fuera', config, motivo: `El usuario ${sesion.sub} (${sesion.rol}) no tiene nada que hacer aquí.` };
  }
  await memoria?.guardar(config, sesion);
  return { tipo: 'dentro', config, sesion, guardia: new Guardia(config, sesion.sub, true), vencida: null };
}

/** Who was in last, not known to be still. */
async function recordar(memoria: Memoria | undefined): Promise<Estancia | null> {
  const remembered = await memoria?.leer();
  if (remembered == null) {
    return null;
  }
  const { config, sesion } = remembered;
  return { tipo: 'dentro', config, sesion, guardia: new Guardia(config, sesion.sub, false), vencida: null };
}
