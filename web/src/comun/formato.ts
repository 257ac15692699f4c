import { DIAS, type Dia, type Renglon } from '../stream/index.js';

const SEGUNDO_MS = 1_000;
const MINUTO_S = 60;
const HORA_S = 3_600;

const cuentas = new Intl.NumberFormat('es-CO');

export function numero(n: number): string {
  return cuentas.format(n);
}

/** Today in the business time zone, `YYYY-MM-DD`. */
export function hoy(zona: string, ahora: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zona, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    ahora,
  );
}

/** `miércoles 25 de noviembre` */
export function fechaLarga(fecha: string): string {
  return new Intl.DateTimeFormat('es-CO', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' }).format(
    Date.parse(`${fecha}T00:00:00Z`),
  );
}

/** A date so many days later (or before), `YYYY-MM-DD`. */
export function masDias(fecha: string, dias: number): string {
  const date = new Date(`${fecha}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + dias);
  return date.toISOString().slice(0, 10);
}

/** `05:12:33` in the business time zone. */
export function hora(instante: number | string, zona: string): string {
  return new Intl.DateTimeFormat('es-CO', {
    timeZone: zona,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(typeof instante === 'string' ? Date.parse(instante) : instante);
}

/** How long something took: `12 s`, `3 min`, `2 h`. */
export function lapso(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / SEGUNDO_MS));
  if (seconds < 2 * MINUTO_S) {
    return `${seconds} s`;
  }
  if (seconds < 2 * HORA_S) {
    return `${Math.floor(seconds / MINUTO_S)} min`;
  }
  return `${Math.floor(seconds / HORA_S)} h`;
}

const CAUSAS: Readonly<Record<string, string>> = {
  check_v: 'V',
  check_d: 'D',
  sugerido: 'sugerido',
  correccion: 'cantidad',
  restauracion: 'restauración',
};

/** What last happened to a row: `V · ID1`. */
export function ultimoCambio({ causa, actor }: Renglon): string {
  return `${CAUSAS[causa] ?? causa} · ${actor}`;
}

const orden = new Intl.Collator('es', { numeric: true, sensitivity: 'base' });

/** Rows as people look for them: the sheets in the week's order, in each the rows by name. */
export function porDia<T>(
  filas: readonly T[],
  renglon: (fila: T) => Pick<Renglon, 'dia' | 'producto'>,
): readonly (readonly [Dia, readonly T[]])[] {
  const sorted = filas.toSorted((a, b) => orden.compare(renglon(a).producto, renglon(b).producto));
  return DIAS.map((dia) => [dia, sorted.filter((fila) => renglon(fila).dia === dia)] as const).filter(
    ([, rows]) => rows.length > 0,
  );
}

/** How many rows are ticked, of those that have something to load. */
export interface Avance {
  readonly total: number;
  readonly d: number;
  readonly v: number;
}

/** Rows without quantity count only when they are ticked: there is nothing to load. */
export function avance(renglones: readonly Renglon[]): Avance {
  const counted = renglones.filter(({ total, d }) => total > 0 || d);
  return { total: counted.length, d: counted.filter(({ d }) => d).length, v: counted.filter(({ v }) => v).length };
}
