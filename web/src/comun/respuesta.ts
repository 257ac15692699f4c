import type { Respuesta } from '../stream/types.js';
import { campo } from './servicio.js';

/** Which row. */
export interface Fila {
  readonly vendedor_id: string;
  readonly dia: Respuesta['dia'];
  readonly fecha: string;
  readonly producto: string;
}

/** The row as ingest-service's 200 or 409 tells it; null when the body tells of none. */
export function respuestaDe(fila: Fila, cuerpo: unknown): Respuesta | null {
  const v = campo(cuerpo, 'v');
  const d = campo(cuerpo, 'd');
  const total = campo(cuerpo, 'total');
  const seq = campo(cuerpo, 'seq');
  const epoca = campo(cuerpo, 'epoca');
  if (
    typeof v !== 'boolean' ||
    typeof d !== 'boolean' ||
    typeof total !== 'number' ||
    typeof seq !== 'number' ||
    typeof epoca !== 'string'
  ) {
    return null;
  }
  const { vendedor_id, dia, fecha, producto } = fila;
  return { vendedor_id, dia, fecha, producto, v, d, total, seq, epoca };
}

/** The row's name on its page; one string a row. */
export function nombreDe({ vendedor_id, dia, fecha, producto }: Fila): string {
  return JSON.stringify([vendedor_id, fecha, dia, producto]);
}
