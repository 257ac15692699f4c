import { orden } from './comparar.js';
import type { Cabeza, Nodo, Posicion, Respuesta } from './leer.js';

/** How a node is with a vendedor, beside the others. */
export type Lugar =
  /** As far as the furthest. */
  | { readonly tipo: 'al día'; readonly cabeza: Cabeza }
  /** `falta`: so many changes; null: it is of an earlier numbering. */
  | { readonly tipo: 'atrás'; readonly cabeza: Cabeza; readonly falta: number | null }
  /** It knows nothing of it, though another does. */
  | { readonly tipo: 'nada' }
  /** No node does: the topic holds nothing of it, and somebody follows it. */
  | { readonly tipo: 'vacío' }
  /** It did not answer. */
  | { readonly tipo: 'sin respuesta' };

/** A vendedor on all nodes, in the nodes' order. */
export interface Renglon {
  readonly vendedor_id: string;
  readonly lugares: readonly Lugar[];
  readonly viewers: number;
  /** Whether some node is not as far as another. */
  readonly atrasado: boolean;
}

/** Each vendedor that a node knows, by id. */
export function renglones(respuestas: readonly Respuesta[]): readonly Renglon[] {
  const porNodo = respuestas.map(({ nodo }) =>
    nodo === null ? null : new Map(nodo.vendedores.map((cabeza) => [cabeza.vendedor_id, cabeza])),
  );
  const ids = new Set(porNodo.flatMap((cabezas) => (cabezas === null ? [] : [...cabezas.keys()])));
  return [...ids]
    .toSorted((a, b) => a.localeCompare(b, 'es', { numeric: true }))
    .map((id) => {
      const cabezas = porNodo.map((of) => (of === null ? null : (of.get(id) ?? { ...NADA, vendedor_id: id })));
      return renglon(id, cabezas);
    });
}

const NADA = { epoca: null, seq: 0, filas: 0, viewers: 0 };

function renglon(id: string, cabezas: readonly (Cabeza | null)[]): Renglon {
  const known = cabezas.filter((cabeza) => cabeza !== null);
  const first = known.reduce<Cabeza | null>((best, one) => (best === null || orden(one, best) > 0 ? one : best), null);
  const lugares = cabezas.map((cabeza) => lugar(cabeza, first));
  return {
    vendedor_id: id,
    lugares,
    viewers: known.reduce((sum, { viewers }) => sum + viewers, 0),
    atrasado: lugares.some(({ tipo }) => tipo === 'atrás' || tipo === 'nada'),
  };
}

function lugar(cabeza: Cabeza | null, first: Cabeza | null): Lugar {
  if (cabeza === null) {
    return { tipo: 'sin respuesta' };
  }
  if (first?.epoca == null) {
    return { tipo: 'vacío' };
  }
  if (cabeza.epoca === null) {
    return { tipo: 'nada' };
  }
  if (orden(cabeza, first) >= 0) {
    return { tipo: 'al día', cabeza };
  }
  return { tipo: 'atrás', cabeza, falta: cabeza.epoca === first.epoca ? first.seq - cabeza.seq : null };
}

/** What a node has not read yet of what Kafka holds, and where most of it is; null: Kafka has not said. */
export function atrasoDe({ particiones }: Nodo): { readonly suma: number; readonly peor: string | null } | null {
  if (particiones.length === 0) {
    return null;
  }
  const behind = particiones.map(({ particion, atraso }) => ({ particion, atraso: atraso ?? 0 }));
  const worst = behind.reduce((a, b) => (b.atraso > a.atraso ? b : a));
  return {
    suma: behind.reduce((sum, { atraso }) => sum + atraso, 0),
    peor: worst.atraso === 0 ? null : `partición ${worst.particion}: ${worst.atraso}`,
  };
}

/** How far behind a viewer is: 0 when it was told everything; null when that cannot be said. */
export function faltaA(posicion: string | null, cabeza: Posicion | null): number | null {
  const [epoca, seq] = posicion?.split(':') ?? [];
  return cabeza === null || epoca !== cabeza.epoca || seq === undefined ? null : Math.max(0, cabeza.seq - Number(seq));
}
