import type { Dia, Renglon, Respuesta } from '../../src/stream/index.js';

/** Messages of a server, as text and as what is read from it. */

export const E1 = '0198c0de-0000-7000-8000-000000000001';
export const E2 = '0198c0de-0000-7000-8000-000000000002';
export const HOY = '2026-01-05';

interface RowParts {
  vendedor_id?: string;
  epoca?: string;
  dia?: Dia;
  fecha?: string;
  v?: boolean;
  d?: boolean;
  total?: number;
  adicional?: number;
  causa?: string;
  actor?: string;
  ocurrido_en?: string;
  marcado_en?: string;
}

export function row(producto: string, seq: number, parts: RowParts = {}): Renglon {
  return {
    vendedor_id: 'ID1',
    epoca: E1,
    seq,
    dia: 'LUNES',
    fecha: HOY,
    producto,
    v: false,
    d: false,
    cantidad: 100,
    adicional: 0,
    dctos: 0,
    devoluciones: 0,
    vencidas: 0,
    total: 100,
    causa: 'sugerido',
    actor: 'ID1',
    rol: 'vendedor',
    origen: 'app',
    ocurrido_en: '2026-01-05T12:01:02.123Z',
    ...parts,
  };
}

export function answer(producto: string, seq: number, parts: Partial<Respuesta> = {}): Respuesta {
  return {
    vendedor_id: 'ID1',
    dia: 'LUNES',
    fecha: HOY,
    producto,
    epoca: E1,
    seq,
    v: false,
    d: true,
    total: 100,
    ...parts,
  };
}

export interface HelloParts {
  vendedor_id?: string;
  epoca?: string | null;
  modo?: 'snapshot' | 'delta';
  fecha_desde?: string | null;
  latido_s?: number;
  atraso_s?: number | null;
}

export function hello(seq: number, parts: HelloParts = {}) {
  return {
    type: 'hello' as const,
    vendedor_id: 'ID1',
    epoca: E1,
    seq,
    modo: 'snapshot' as const,
    fecha_desde: HOY,
    latido_s: 15,
    atraso_s: 0,
    ...parts,
  };
}

export function snapshot(seq: number, checks: Renglon[], vendedor_id: string | null = null, parte = 1, partes = 1) {
  return { type: 'snapshot' as const, ...named(vendedor_id), seq, parte, partes, checks };
}

export function checks(de: number, a: number, rows: Renglon[], vendedor_id: string | null = null) {
  return { type: 'checks' as const, ...named(vendedor_id), de, a, checks: rows };
}

export function latido(seq: number, atraso_s: number | null = 0) {
  return { type: 'latido' as const, seq, atraso_s };
}

function named(vendedor_id: string | null) {
  return { vendedor_id };
}
