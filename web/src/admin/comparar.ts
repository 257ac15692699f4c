import type { Estado, Fila, Guardado, Posicion } from './leer.js';

/** Which sheet and product. */
export type Donde = Pick<Fila, 'dia' | 'fecha' | 'producto'>;

/** What a node has of a row that PostgreSQL has too. */
export interface Distinto {
  readonly campo: string;
  readonly postgres: string;
  readonly push: string;
}

export type Diferencia =
  | { readonly tipo: 'falta en push'; readonly donde: Donde }
  | { readonly tipo: 'falta en PostgreSQL'; readonly donde: Donde }
  | { readonly tipo: 'distinta'; readonly donde: Donde; readonly campos: readonly Distinto[] };

export interface Resultado {
  /** Rows that are the same in all fields. */
  readonly iguales: number;
  readonly diferencias: readonly Diferencia[];
  /** Rows whose last change is not known to be in Kafka, so that the node need not have it. */
  readonly sinPublicar: number;
  /** Rows that the node has from after PostgreSQL was read. */
  readonly posteriores: number;
  /** Whether the node has reached what is published and still served. */
  readonly alcanzado: boolean;
}

const CAMPOS = [
  'v',
  'd',
  'cantidad',
  'adicional',
  'dctos',
  'devoluciones',
  'vencidas',
  'total',
  'seq',
  'epoca',
] as const satisfies readonly (keyof Fila)[];

/**
 * Holds what a node has of a vendedor against what PostgreSQL had a moment before. A change that was made between the two
 * readings is no difference, and neither is one that Kafka is not known to have.
 */
export function comparar(guardado: Guardado, push: Estado): Resultado {
  const enPush = new Map(push.filas.map((fila) => [nombre(fila), fila]));
  const diferencias: Diferencia[] = [];
  let [iguales, sinPublicar, posteriores] = [0, 0, 0];
  for (const fila of guardado.filas) {
    const otra = enPush.get(nombre(fila));
    enPush.delete(nombre(fila));
    const campos = otra === undefined ? [] : distintos(fila, otra);
    if (otra !== undefined && campos.length === 0) {
      iguales++;
    } else if (otra !== undefined && orden(otra, guardado) > 0) {
      posteriores++;
    } else if (orden(fila, guardado.publicado) > 0) {
      sinPublicar++;
    } else if (otra === undefined) {
      diferencias.push({ tipo: 'falta en push', donde: fila });
    } else {
      diferencias.push({ tipo: 'distinta', donde: fila, campos });
    }
  }
  for (const fila of enPush.values()) {
    if (orden(fila, guardado) > 0) {
      posteriores++;
    } else {
      diferencias.push({ tipo: 'falta en PostgreSQL', donde: fila });
    }
  }
  return { iguales, diferencias, sinPublicar, posteriores, alcanzado: alcanza(push, guardado) };
}

/**
 * A node that knows nothing of the vendedor has read all that Kafka holds of it, which is nothing: no event was published
 * yet, or all have left the topic, and then no sheet of now has a published row.
 */
function alcanza(push: Estado, { publicado, filas }: Guardado): boolean {
  return push.epoca === null ? filas.every((fila) => orden(fila, publicado) > 0) : orden(push, publicado) >= 0;
}

/** Negative when `a` is the earlier position. Epocas compare as text does. */
export function orden(a: Posicion, b: Posicion): number {
  const [ofA, ofB] = [a.epoca ?? '', b.epoca ?? ''];
  if (ofA !== ofB) {
    return ofA < ofB ? -1 : 1;
  }
  return a.seq - b.seq;
}

function distintos(postgres: Fila, push: Fila): readonly Distinto[] {
  return CAMPOS.filter((campo) => postgres[campo] !== push[campo]).map((campo) => ({
    campo,
    postgres: String(postgres[campo]),
    push: String(push[campo]),
  }));
}

function nombre({ fecha, dia, producto }: Donde): string {
  return JSON.stringify([fecha, dia, producto]);
}
