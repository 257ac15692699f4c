import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { useDentro } from '../comun/dentro.js';
import { useConexion } from '../stream/react.js';
import { Marcas, type Vistazo } from './marcas.js';

export const Contexto = createContext<Marcas | null>(null);

/** A user's ticks, through all sessions of the page; leaving the page while some are under way is asked about. */
export function useMarcasDeSesion(): Marcas {
  const { config, guardia, vez, vencer } = useDentro();
  const [marcas] = useState(() => new Marcas(config.ingest));
  useEffect(() => marcas.abrir({ guardia, vencer }), [marcas, guardia, vencer, vez]);
  const pendientes = useSyncExternalStore(marcas.subscribe, marcas.actual).marcas.size > 0;
  useEffect(() => {
    if (!pendientes) {
      return undefined;
    }
    const ask = (event: BeforeUnloadEvent): void => {
      event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => {
      removeEventListener('beforeunload', ask);
    };
  }, [pendientes]);
  return marcas;
}

/** The user's ticks and what is shown of them, whichever sheet is. */
export function useMarcas(): readonly [Marcas, Vistazo] {
  const marcas = useContext(Contexto);
  if (marcas === null) {
    throw new Error('useMarcas is used within the session');
  }
  const { aplicarRespuesta } = useConexion();
  useEffect(() => marcas.mostrarEn(aplicarRespuesta), [marcas, aplicarRespuesta]);
  return [marcas, useSyncExternalStore(marcas.subscribe, marcas.actual)];
}
