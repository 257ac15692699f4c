import { useEffect } from 'react';
import { useConexion } from '../stream/react.js';
import { hoy } from './formato.js';
import { useAhora } from './useAhora.js';

const MINUTO_MS = 60_000;

/**
 * After midnight connects again, since "today" is fixed when a connection opens. At most once a minute: the server's
 * clock may be late.
 */
export function useDiaNuevo(fechaDesde: string | null, zona: string): void {
  const { reconectar } = useConexion();
  const ahora = useAhora();
  const minuto = Math.floor(ahora / MINUTO_MS);
  const pasado = fechaDesde !== null && hoy(zona, ahora) > fechaDesde;
  useEffect(() => {
    if (pasado) {
      reconectar();
    }
  }, [pasado, minuto, reconectar]);
}
