import { useEffect, useState } from 'react';
import { useDentro } from '../comun/dentro.js';
import type { Planilla } from '../stream/react.js';
import type { Base, Guardada } from './base.js';
import type { Pendientes } from './cola.js';

/**
 * The sheets as they were last seen on this device, with what was answered since, while the stream has shown none; and
 * keeps those that it shows.
 */
export function useGuardada(base: Base, planilla: Planilla, pendientes: Pendientes | null): Guardada | null {
  const { sub } = useDentro().sesion;
  const [guardada, setGuardada] = useState<Guardada | null>(null);
  const { renglones, fechaDesde, ultimaNoticia } = planilla;
  useEffect(() => {
    void base.get('planillas', sub).then((found) => {
      setGuardada(found ?? null);
    });
  }, [base, sub, pendientes]);
  useEffect(() => {
    if (ultimaNoticia !== null) {
      void base.put('planillas', { sub, fechaDesde, renglones, vistaEn: ultimaNoticia });
    }
    // Not with each sign of life: only when there is something else to keep.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [base, sub, renglones, fechaDesde]);
  return ultimaNoticia === null ? guardada : null;
}
