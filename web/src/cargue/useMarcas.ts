import { useEffect, useState, useSyncExternalStore } from 'react';
import { useDentro } from '../comun/Puerta.js';
import { useConexion } from '../stream/react.js';
import { Marcas, type Vistazo } from './marcas.js';

/** The page's ticks under way, whichever sheet is shown; leaving the page while there are some is asked about. */
export function useMarcas(): readonly [Marcas, Vistazo] {
  const { config, vencer } = useDentro();
  const { aplicarRespuesta } = useConexion();
  const [marcas] = useState(() => new Marcas({ ingest: config.ingest, aplicarRespuesta, vencer }));
  useEffect(() => marcas.abrir(), [marcas]);
  const vistazo = useSyncExternalStore(marcas.subscribe, marcas.actual);
  const pendientes = vistazo.marcas.size > 0;
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
  return [marcas, vistazo];
}
