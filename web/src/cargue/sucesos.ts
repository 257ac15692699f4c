import { numero } from '../comun/formato.js';
import type { Renglon } from '../stream/index.js';
import type { Cambio } from './jornada.js';

/** Something that happened to a row. */
export interface Suceso {
  /** Milliseconds since 1970: when it was stored. */
  readonly instante: number;
  /** When the person tapped, where that was well before; null otherwise. */
  readonly tocado: number | null;
  /** In words. */
  readonly que: string;
  readonly quien: string;
}

/** A tap that took longer than this to be stored had to wait for the network. */
const ESPERA_MS = 5_000;

const CANTIDADES = ['cantidad', 'adicional', 'dctos', 'devoluciones', 'vencidas'] as const;

/** The story of one row, oldest first. */
export function relatar(cambios: readonly Cambio[], { dia, producto }: Pick<Renglon, 'dia' | 'producto'>): Suceso[] {
  const story: Suceso[] = [];
  let before: Renglon | null = null;
  for (const { instante, renglon } of cambios) {
    if (renglon?.dia !== dia || renglon.producto !== producto) {
      continue;
    }
    const tapped = renglon.marcado_en === undefined ? NaN : Date.parse(renglon.marcado_en);
    story.push({
      instante,
      tocado: instante - tapped > ESPERA_MS ? tapped : null,
      que: que(before, renglon),
      quien: renglon.actor,
    });
    before = renglon;
  }
  return story;
}

function que(before: Renglon | null, after: Renglon): string {
  if (after.causa === 'restauracion') {
    return 'restaurado de una copia';
  }
  if (before === null) {
    return `entró a la planilla con ${numero(after.total)}`;
  }
  const changes = [
    ...(['d', 'v'] as const)
      .filter((check) => before[check] !== after[check])
      .map((check) => `${check.toUpperCase()} ${after[check] ? 'marcado' : 'quitado'}`),
    ...CANTIDADES.filter((name) => before[name] !== after[name]).map(
      (name) => `${name} ${numero(before[name])} → ${numero(after[name])}`,
    ),
  ];
  return changes.length === 0 ? 'sin cambio' : changes.join(', ');
}
