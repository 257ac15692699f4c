import { DIAS, type Dia, type Mensaje, type Renglon } from './types.js';

/** A message is not of its form; the connection cannot be trusted. */
export class Ilegible extends Error {
  override name = 'Ilegible';
}

type Fields = Readonly<Record<string, unknown>>;

const ID = /^[A-Za-z0-9_]{1,20}$/;
const FECHA = /^\d{4}-\d{2}-\d{2}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Longest time between signs of life that is believed, in seconds. */
const MAX_LATIDO_S = 300;

export function isVendedorId(text: string): boolean {
  return ID.test(text);
}

export function isFecha(text: string): boolean {
  return FECHA.test(text);
}

export function isDia(text: string): text is Dia {
  return (DIAS as readonly string[]).includes(text);
}

/**
 * Reads a message of the server. Keys may come in any order, unknown keys and types are ignored.
 * @throws Ilegible when it is not of its form
 */
export function readMensaje(data: unknown): Mensaje {
  if (typeof data !== 'string') {
    throw new Ilegible('a message that is no text');
  }
  const m = object(parse(data), 'message');
  const type = text(m, 'type');
  switch (type) {
    case 'hello':
      return {
        type,
        vendedor_id: vendedorId(m),
        epoca: m['epoca'] === null ? null : epoca(m),
        seq: count(m, 'seq'),
        modo: modo(m),
        fecha_desde: (m['fecha_desde'] ?? null) === null ? null : fecha(m, 'fecha_desde'),
        latido_s: latido(m),
        atraso_s: countOrNull(m, 'atraso_s'),
      };
    case 'snapshot':
      return { type, ...parts(m), vendedor_id: namedOrNull(m), seq: count(m, 'seq'), checks: renglones(m) };
    case 'checks':
      return { type, ...step(m), vendedor_id: namedOrNull(m), checks: renglones(m) };
    case 'latido':
      return {
        type,
        seq: m['posiciones'] === undefined ? count(m, 'seq') : null,
        posiciones: posiciones(m),
        atraso_s: countOrNull(m, 'atraso_s'),
      };
    case 'adios':
      return { type, motivo: text(m, 'motivo'), reconectar_en_ms: countOrNull(m, 'reconectar_en_ms') };
    case 'error':
      return { type, codigo: text(m, 'codigo'), message: text(m, 'message'), vendedor_id: namedOrNull(m) };
    default:
      return { type: 'desconocido' };
  }
}

/**
 * Reads a row, such as an event of `/api/eventos`.
 * @throws Ilegible when it is not of its form
 */
export function readRenglon(value: unknown): Renglon {
  return renglon(object(value, 'a row'));
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch (e) {
    throw new Ilegible('a message that is no JSON', { cause: e });
  }
}

function object(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Ilegible(`${what} is no object`);
  }
  return value as Fields;
}

function text(m: Fields, key: string): string {
  const value = m[key];
  if (typeof value !== 'string') {
    throw new Ilegible(`${key} is no text`);
  }
  return value;
}

function formed(m: Fields, key: string, form: RegExp): string {
  const value = text(m, key);
  if (!form.test(value)) {
    throw new Ilegible(`${key} is not of its form`);
  }
  return value;
}

function vendedorId(m: Fields): string {
  return formed(m, 'vendedor_id', ID);
}

function namedOrNull(m: Fields): string | null {
  return (m['vendedor_id'] ?? null) === null ? null : vendedorId(m);
}

function epoca(m: Fields): string {
  return formed(m, 'epoca', UUID);
}

function fecha(m: Fields, key: string): string {
  return formed(m, key, FECHA);
}

function integer(m: Fields, key: string): number {
  const value = m[key];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new Ilegible(`${key} is no whole number`);
  }
  return value;
}

function count(m: Fields, key: string): number {
  const value = integer(m, key);
  if (value < 0) {
    throw new Ilegible(`${key} is below 0`);
  }
  return value;
}

function countOrNull(m: Fields, key: string): number | null {
  return (m[key] ?? null) === null ? null : count(m, key);
}

function bool(m: Fields, key: string): boolean {
  const value = m[key];
  if (typeof value !== 'boolean') {
    throw new Ilegible(`${key} is neither true nor false`);
  }
  return value;
}

function modo(m: Fields): 'snapshot' | 'delta' {
  const value = text(m, 'modo');
  if (value !== 'snapshot' && value !== 'delta') {
    throw new Ilegible('modo is unknown');
  }
  return value;
}

function latido(m: Fields): number {
  const seconds = count(m, 'latido_s');
  if (seconds < 1 || seconds > MAX_LATIDO_S) {
    throw new Ilegible('latido_s is out of range');
  }
  return seconds;
}

function parts(m: Fields): { parte: number; partes: number } {
  const parte = count(m, 'parte');
  const partes = count(m, 'partes');
  if (parte < 1 || parte > partes) {
    throw new Ilegible('parte is not one of partes');
  }
  return { parte, partes };
}

function step(m: Fields): { de: number; a: number } {
  const de = count(m, 'de');
  const a = count(m, 'a');
  if (de > a) {
    throw new Ilegible('de is above a');
  }
  return { de, a };
}

function posiciones(m: Fields): ReadonlyMap<string, number> {
  if (m['posiciones'] === undefined) {
    return new Map();
  }
  const named = object(m['posiciones'], 'posiciones');
  return new Map(Object.keys(named).map((id) => [id, count(named, id)]));
}

function renglones(m: Fields): readonly Renglon[] {
  const rows = m['checks'];
  if (!Array.isArray(rows)) {
    throw new Ilegible('checks is no list');
  }
  return rows.map(readRenglon);
}

function renglon(row: Fields): Renglon {
  const dia = text(row, 'dia');
  if (!isDia(dia)) {
    throw new Ilegible('dia is unknown');
  }
  return {
    vendedor_id: vendedorId(row),
    epoca: epoca(row),
    seq: count(row, 'seq'),
    dia,
    fecha: fecha(row, 'fecha'),
    producto: text(row, 'producto'),
    v: bool(row, 'v'),
    d: bool(row, 'd'),
    cantidad: count(row, 'cantidad'),
    adicional: count(row, 'adicional'),
    dctos: count(row, 'dctos'),
    devoluciones: count(row, 'devoluciones'),
    vencidas: count(row, 'vencidas'),
    total: integer(row, 'total'),
    causa: text(row, 'causa'),
    actor: text(row, 'actor'),
    rol: text(row, 'rol'),
    origen: text(row, 'origen'),
    ocurrido_en: text(row, 'ocurrido_en'),
    ...((row['marcado_en'] ?? null) === null ? {} : { marcado_en: text(row, 'marcado_en') }),
  };
}
