import { useEffect } from 'react';
import { useConexion } from '../stream/react.js';
import { hoy } from './formato.js';
import { deServicio } from './reloj.js';
import { useAhora } from './useAhora.js';

const MINUTO_MS = 60_000;

/** Today in the business time zone, whatever the device's clock and zone say: `YYYY-MM-DD`. */
export function useHoy(zona: string): string {
  return hoy(zona, deServicio(useAhora()));
}

/**
 * After midnight connects again, since "today" is fixed when a connection opens. At most once a minute: push-service's
 * clock may be late.
 */
export function useDiaNuevo(fechaDesde: string | null, zona: string): void {
  const { reconectar } = useConexion();
  const minuto = Math.floor(useAhora() / MINUTO_MS);
  const today = useHoy(zona);
  const pasado = fechaDesde !== null && today > fechaDesde;
  useEffect(() => {
    if (pasado) {
      reconectar();
    }
  }, [pasado, minuto, reconectar]);
}
