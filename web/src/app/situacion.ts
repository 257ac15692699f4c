import { nombreDe } from '../comun/respuesta.js';
import type { Renglon } from '../stream/index.js';
import type { Aviso, Entrada } from './base.js';
import type { Pendientes } from './cola.js';

/** A row as the seller sees it: what is stored, and what became of the own taps. */
export interface Situada {
  readonly renglon: Renglon;
  /** What the seller wants, and as long as that is nothing else, what is stored. */
  readonly v: boolean;
  /** `pendiente`: not answered yet. `rechazada`, `conflicto`: not taken, and not read yet. */
  readonly situacion: 'libre' | 'pendiente' | 'confirmada' | 'rechazada' | 'conflicto';
  readonly aviso: Aviso | null;
}

/** Puts the rows together with the queue. */
export function situar(renglones: readonly Renglon[], pendientes: Pendientes | null): readonly Situada[] {
  const last = new Map<string, Entrada>(pendientes?.entradas.map((entrada) => [entrada.fila, entrada]));
  const avisos = new Map<string, Aviso>(pendientes?.avisos.map((aviso) => [aviso.fila, aviso]));
  return renglones.map((renglon) => {
    const name = nombreDe(renglon);
    const wish = last.get(name);
    const aviso = avisos.get(name) ?? null;
    const v = wish?.v ?? renglon.v;
    if (wish !== undefined) {
      return { renglon, v, situacion: 'pendiente', aviso: null };
    }
    return { renglon, v, situacion: aviso?.tipo ?? (v ? 'confirmada' : 'libre'), aviso };
  });
}
