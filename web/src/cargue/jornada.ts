import { readRenglon } from '../stream/read.js';
import type { Renglon } from '../stream/index.js';

const HORA_MS = 3_600_000;

/** A change of the day's sheet. */
export interface Cambio {
  /** Milliseconds since 1970. */
  readonly instante: number;
  /** The row after it; null where the numbering began anew and all rows were told again. */
  readonly renglon: Renglon | null;
}

/** What happened to a sheet. */
export interface Jornada {
  /** In the order in which it happened. */
  readonly cambios: readonly Cambio[];
  /** Of the day. */
  readonly desde: number;
  readonly hasta: number;
}

/**
 * Reads the lines of `/api/eventos`.
 * @returns null when the last line is missing: the answer was cut
 */
export function leerCambios(ndjson: string): readonly Cambio[] | null {
  if (!ndjson.endsWith('\n')) {
    return null;
  }
  const lines = ndjson.split('\n').filter((line) => line !== '');
  const events = lines.map((line) => JSON.parse(line) as unknown);
  const end = events.pop();
  if (tipo(end) !== 'fin') {
    return null;
  }
  return events.flatMap((event): Cambio[] => {
    switch (tipo(event)) {
      case 'check_update': {
        const renglon = readRenglon(event);
        return [{ instante: Date.parse(renglon.ocurrido_en), renglon }];
      }
      case 'epoca':
        return [{ instante: Date.parse(String((event as Record<string, unknown>)['ocurrido_en'])), renglon: null }];
      default:
        return [];
    }
  });
}

/** The hours of a day in which something happened, the whole day when nothing did; not beyond now. */
export function jornada(cambios: readonly Cambio[], fecha: string, zona: string, ahora: number): Jornada {
  const start = inicioDelDia(fecha, zona);
  const end = start + 24 * HORA_MS;
  const ofDay = cambios.filter(({ instante }) => instante >= start && instante < end);
  const first = ofDay[0]?.instante;
  const last = ofDay.at(-1)?.instante;
  if (first === undefined || last === undefined) {
    return { cambios, desde: start, hasta: Math.max(start, Math.min(end, ahora)) };
  }
  return {
    cambios,
    desde: start + Math.floor((first - start) / HORA_MS) * HORA_MS,
    hasta: Math.max(last, Math.min(start + Math.ceil((last + 1 - start) / HORA_MS) * HORA_MS, ahora)),
  };
}

/** The rows as they were, and when the last change before was made. */
export function estadoEn({ cambios }: Jornada, instante: number): readonly Renglon[] {
  const rows = new Map<string, Renglon>();
  for (const { instante: at, renglon } of cambios) {
    if (at > instante) {
      break;
    }
    if (renglon === null) {
      rows.clear();
    } else {
      rows.set(`${renglon.dia} ${renglon.producto}`, renglon);
    }
  }
  return [...rows.values()];
}

/** The change next to a moment, before it or after it. */
export function vecino(
  { cambios, desde, hasta }: Jornada,
  instante: number,
  hacia: 'antes' | 'después',
): number | null {
  const within = cambios.filter(({ instante: at }) => at >= desde && at <= hasta);
  const found =
    hacia === 'después'
      ? within.find(({ instante: at }) => at > instante)
      : within.findLast(({ instante: at }) => at < instante);
  return found?.instante ?? null;
}

/** How many changes fell into each of so many equal parts of the shown time. */
export function cuentas({ cambios, desde, hasta }: Jornada, partes: number): readonly number[] {
  const counts = Array.from({ length: partes }, () => 0);
  for (const { instante } of cambios) {
    const part = Math.floor(((instante - desde) / (hasta - desde)) * partes);
    if (part >= 0 && part < partes) {
      counts[part] = (counts[part] ?? 0) + 1;
    }
  }
  return counts;
}

/** 00:00 of a date in a time zone. */
export function inicioDelDia(fecha: string, zona: string): number {
  const utc = Date.parse(`${fecha}T00:00:00Z`);
  const first = utc - desfase(utc, zona);
  return utc - desfase(first, zona); // the offset at that very moment, where clocks are changed
}

function desfase(instante: number, zona: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zona,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instante);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  const local = Date.parse(
    `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}Z`,
  );
  return local - Math.floor(instante / 1_000) * 1_000;
}

function tipo(event: unknown): unknown {
  return typeof event === 'object' && event !== null ? (event as Record<string, unknown>)['type'] : undefined;
}
