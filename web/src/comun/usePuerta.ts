import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { avisar } from './canal.js';
import type { Dentro } from './dentro.js';
import { Guardia } from './guardia.js';
import { debeSalida, despedirse, leerConfig, leerSesion, salir, type Config, type Sesion } from './sesion.js';
import { porqueVencio, useVigilancia } from './useVigilancia.js';

/** Remembers who was in, for a page that must open without network. */
export interface Memoria {
  leer(): Promise<{ readonly config: Config; readonly sesion: Sesion } | null>;
  guardar(config: Config, sesion: Sesion): Promise<void>;
  olvidar(): Promise<void>;
}

export type Estado =
  | { readonly tipo: 'abriendo' }
  | { readonly tipo: 'sin servicio' }
  /** The user has left, and the browser still has the session; `sinRed`: since the service does not answer. */
  | { readonly tipo: 'saliendo'; readonly sinRed: boolean }
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

const SIN_COOKIE = 'El navegador no guardó la sesión: abre la página por https.';

/** Lets in whoever has a session, and lets out. */
export function usePuerta({ servicio, roles, memoria }: Puertas): {
  readonly estado: Estado;
  readonly dentro: Dentro | null;
  /** After a form was taken; done when the page is open. */
  readonly entrado: () => Promise<void>;
} {
  const [estado, setEstado] = useState<Estado>({ tipo: 'abriendo' });
  const [vez, setVez] = useState(0);
  /** What the user has done since is not undone by an answer to a question from before. */
  const turno = useRef(0);

  /** Who is remembered is in at once, also where the network is bad, and asked for meanwhile. */
  const abrir = useCallback(async (): Promise<void> => {
    const mine = turno.current;
    const remembered = debeSalida() ? null : await recordar(memoria);
    if (remembered !== null && mine === turno.current) {
      setEstado((now) => (now.tipo === 'dentro' ? now : remembered));
    }
    const found = await leer(roles);
    if (mine !== turno.current || ('config' in found && mudarse(found.config[servicio]))) {
      return;
    }
    if (found.tipo === 'sin servicio') {
      setEstado((now) => (now.tipo === 'dentro' ? now : found));
      return;
    }
    await guardar(memoria, found);
    const vencida = remembered === null ? null : porqueVencio(remembered.sesion.sub);
    setEstado(
      found.tipo === 'fuera' && found.motivo === null && remembered !== null ? { ...remembered, vencida } : found,
    );
  }, [servicio, roles, memoria]);

  const entrado = useCallback(async (): Promise<void> => {
    const mine = ++turno.current;
    let found = await leer(roles);
    while (found.tipo === 'sin servicio' && mine === turno.current) {
      await new Promise((resolve) => setTimeout(resolve, REINTENTO_MS));
      found = await leer(roles);
    }
    if (mine === turno.current) {
      await guardar(memoria, found);
      setEstado(found.tipo === 'fuera' && found.motivo === null ? { ...found, motivo: SIN_COOKIE } : found);
      setVez((before) => before + 1);
      avisar();
    }
  }, [roles, memoria]);

  useEffect(() => {
    void abrir();
  }, [abrir]);

  const espera = estado.tipo === 'sin servicio' || (estado.tipo === 'saliendo' && estado.sinRed);
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
    const { config, sesion, guardia } = estado;
    const leave = async (): Promise<void> => {
      turno.current++;
      guardia.dudar();
      setEstado({ tipo: 'saliendo', sinRed: false });
      const [told] = await Promise.allSettled([salir(config, sesion.sub), memoria?.olvidar()]);
      const over = told.status === 'fulfilled' && told.value;
      setEstado(over ? { tipo: 'fuera', config, motivo: null } : { tipo: 'saliendo', sinRed: true });
      avisar();
    };
    return { config, sesion, guardia, vez, vencer, salir: () => void leave() };
  }, [estado, vez, vencer, memoria]);
  return { estado, dentro, entrado };
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

/** Who is in, as the services tell it. */
async function leer(roles: readonly string[]): Promise<Exclude<Estado, { tipo: 'abriendo' }>> {
  const owed = debeSalida();
  if (!(await despedirse())) {
    return { tipo: 'saliendo', sinRed: true };
  }
  if (owed) {
    avisar();
  }
  const [config, sesion] = await Promise.all([leerConfig(), leerSesion()]);
  if (config === null || sesion === null) {
    return { tipo: 'sin servicio' };
  }
  if (sesion === 'nadie') {
    return { tipo: 'fuera', config, motivo: null };
  }
  if (!roles.includes(sesion.rol)) {
    return { tipo: 'fuera', config, motivo: `El usuario ${sesion.sub} (${sesion.rol}) no tiene nada que hacer aquí.` };
  }
  return dentroDe(config, sesion);
}

/** Its guard asks again: since the services were asked somebody may have logged in elsewhere. */
function dentroDe(config: Config, sesion: Sesion): Estancia {
  return { tipo: 'dentro', config, sesion, guardia: new Guardia(config, sesion.sub), vencida: null };
}

/** Who was in last, not known to be still. A store that cannot be read remembers nobody. */
async function recordar(memoria: Memoria | undefined): Promise<Estancia | null> {
  try {
    const remembered = await memoria?.leer();
    return remembered == null ? null : dentroDe(remembered.config, remembered.sesion);
  } catch (e) {
    console.error('who was in last cannot be read', e);
    return null;
  }
}

/** A store that is full keeps nobody out. */
async function guardar(memoria: Memoria | undefined, estado: Estado): Promise<void> {
  if (estado.tipo === 'dentro') {
    try {
      await memoria?.guardar(estado.config, estado.sesion);
    } catch (e) {
      console.error('who is in cannot be kept', e);
    }
  }
}
