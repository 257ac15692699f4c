import { useEffect } from 'react';
import type { Fin } from '../stream/index.js';
import { useDentro } from './dentro.js';

/** How a stream ends without a session, or with one that is somebody else's. */
const SIN_SESION = new Set(['401', '4401', '403', '4403', 'NO_PERMITIDO']);

/** Has the session looked at when a stream was ended for want of it. */
export function useTerminada(fines: readonly (Fin | null)[]): void {
  const { vencer } = useDentro();
  const ended = fines.some((fin) => fin !== null && SIN_SESION.has(fin.codigo));
  useEffect(() => {
    if (ended) {
      vencer();
    }
  }, [ended, vencer]);
}
