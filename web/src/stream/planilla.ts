import type { Checks, Fin, Filtro, Hello, Posicion, Renglon, Respuesta, Seleccion, Snapshot } from './types.js';

/**
 * What the protocol's rules make of one vendedor's messages. Nothing here is changed: each step gives the next
 * planilla, or tells why the connection cannot be trusted any longer, and then the one before still holds.
 */
export interface Planilla {
  readonly vendedor_id: string;
  readonly filtro: Filtro;
  /** What the server owes on this connection: a hello (before it nothing counts), a snapshot, or nothing. */
  readonly fase: 'hello' | 'snapshot' | 'en vivo';
  /** Whether all rows were received at least once. */
  readonly recibida: boolean;
  readonly epoca: string | null;
  readonly seq: number;
  /** Whether the position was certainly earned with `filtro`, so that it may be resumed from. */
  readonly reanudable: boolean;
  /** Whether other sheets may have been followed on this connection before: a snapshot could be of those. */
  readonly mezclada: boolean;
  readonly fechaDesde: string | null;
  /** The stream's rows. */
  readonly base: ReadonlyMap<string, Renglon>;
  /** Answers to POSTs that the stream has not reached; they lie over its rows. */
  readonly aprendidas: ReadonlyMap<string, Respuesta>;
  /** The snapshot that is coming in. */
  readonly entrante: Entrante | null;
  readonly fin: Fin | null;
}

interface Entrante {
  readonly epoca: string | null;
  readonly seq: number;
  readonly partes: number;
  readonly vistas: number;
  readonly renglones: readonly Renglon[];
}

/** Why a connection is closed by this client. `perdida`: something that was sent did not arrive. */
export interface Fallo {
  readonly causa: 'perdida' | 'malformado';
  readonly detalle: string;
}

export type Paso = { readonly planilla: Planilla } | { readonly fallo: Fallo };

/** Answers to POSTs that may be ahead of the stream at once; the oldest goes first, and the stream brings it anyway. */
export const MAX_APRENDIDAS = 1_000;

/** Above all sheets that a vendedor can have (500 rows, 60 sheets of today or later, 7 days); more is broken. */
export const MAX_RENGLONES = 100_000;

export function newPlanilla({ vendedor_id, fecha, dia }: Seleccion): Planilla {
  return {
    vendedor_id,
    filtro: { ...(fecha === undefined ? {} : { fecha }), ...(dia === undefined ? {} : { dia }) },
    fase: 'hello',
    recibida: false,
    epoca: null,
    seq: 0,
    reanudable: true,
    mezclada: false,
    fechaDesde: null,
    base: new Map(),
    aprendidas: new Map(),
    entrante: null,
    fin: null,
  };
}

/** The connection is gone, or the vendedor was asked for anew: nothing counts before the next hello. */
export function awaitHello(planilla: Planilla, mezclada = false): Planilla {
  return { ...planilla, fase: 'hello', mezclada, entrante: null };
}

export function end(planilla: Planilla, fin: Fin): Planilla {
  return planilla.fin === null ? { ...awaitHello(planilla), fin } : planilla;
}

/** Where to go on from; null: all rows are needed. */
export function desde(planilla: Planilla): Posicion | null {
  return planilla.reanudable ? posicion(planilla) : null;
}

export function posicion(planilla: Planilla): Posicion | null {
  return planilla.epoca === null ? null : { epoca: planilla.epoca, seq: planilla.seq };
}

export function onHello(planilla: Planilla, hello: Hello): Paso {
  const { fecha_desde: fechaDesde } = hello;
  const kept: Planilla = { ...fromFecha(planilla, fechaDesde), fechaDesde, entrante: null };
  if (hello.modo === 'snapshot') {
    const { epoca, seq } = hello;
    return { planilla: { ...kept, fase: 'snapshot', entrante: { epoca, seq, partes: 0, vistas: 0, renglones: [] } } };
  }
  if (planilla.epoca === null || hello.epoca !== planilla.epoca || hello.seq > planilla.seq) {
    return malformed(`a delta from ${String(hello.epoca)}:${hello.seq} at ${at(planilla)}`);
  }
  return { planilla: { ...kept, fase: 'en vivo' } };
}

/** Sheets of days gone by are dropped. */
function fromFecha(planilla: Planilla, first: string | null): Planilla {
  if (first === null) {
    return planilla;
  }
  return {
    ...planilla,
    base: only(planilla.base, (row) => row.fecha >= first),
    aprendidas: only(planilla.aprendidas, (answer) => answer.fecha >= first),
  };
}

export function onSnapshot(planilla: Planilla, part: Snapshot): Paso {
  const { entrante } = planilla;
  if (planilla.fase === 'hello') {
    return { planilla };
  }
  if (entrante === null) {
    return malformed('a snapshot that was not announced');
  }
  const fits =
    part.parte === entrante.vistas + 1 &&
    part.seq === entrante.seq &&
    (entrante.vistas === 0 || part.partes === entrante.partes);
  const renglones = [...entrante.renglones, ...part.checks];
  if (!fits || renglones.length > MAX_RENGLONES) {
    return malformed(`part ${part.parte} of ${part.partes} of a snapshot as of ${part.seq} does not fit`);
  }
  const next: Entrante = { ...entrante, partes: part.partes, vistas: part.parte, renglones };
  const wrong = part.checks.find((row) => !isOf(planilla, next, row));
  if (wrong !== undefined) {
    return malformed(`a row of ${wrong.vendedor_id} at ${wrong.epoca}:${wrong.seq} in a snapshot as of ${part.seq}`);
  }
  return { planilla: part.parte === part.partes ? replace(planilla, next) : { ...planilla, entrante: next } };
}

function isOf(planilla: Planilla, as: { epoca: string | null; seq: number }, row: Renglon): boolean {
  return row.vendedor_id === planilla.vendedor_id && row.epoca === as.epoca && row.seq <= as.seq;
}

function replace(planilla: Planilla, { epoca, seq, renglones }: Entrante): Planilla {
  const asked = renglones.filter((row) => admits(planilla, row));
  return reached({
    ...planilla,
    fase: 'en vivo',
    recibida: true,
    reanudable: !planilla.mezclada,
    epoca,
    seq,
    base: new Map(asked.map((row) => [clave(row), row])),
    entrante: null,
  });
}

export function onChecks(planilla: Planilla, checks: Checks): Paso {
  if (planilla.fase === 'hello') {
    return { planilla };
  }
  if (planilla.fase === 'snapshot') {
    return { fallo: { causa: 'perdida', detalle: `changes up to ${checks.a} where a snapshot is due` } };
  }
  if (checks.a <= planilla.seq) {
    return { planilla };
  }
  if (checks.de > planilla.seq) {
    return { fallo: { causa: 'perdida', detalle: `changes after ${checks.de} at ${at(planilla)}` } };
  }
  const wrong = checks.checks.find((row) => !isOf(planilla, { epoca: planilla.epoca, seq: checks.a }, row));
  if (wrong !== undefined) {
    return malformed(`a row of ${wrong.vendedor_id} at ${wrong.epoca}:${wrong.seq} in changes up to ${checks.a}`);
  }
  const base = merged(planilla, checks.checks);
  if (base.size > MAX_RENGLONES) {
    return malformed(`more than ${MAX_RENGLONES} rows`);
  }
  return { planilla: reached({ ...planilla, seq: checks.a, base }) };
}

function merged(planilla: Planilla, rows: readonly Renglon[]): ReadonlyMap<string, Renglon> {
  if (rows.length === 0) {
    return planilla.base;
  }
  const base = new Map(planilla.base);
  for (const row of rows) {
    const shown = base.get(clave(row));
    if (admits(planilla, row) && (shown === undefined || isAfter(row, shown))) {
      base.set(clave(row), row);
    }
  }
  return base;
}

/** `sent`: up to where the server has sent everything. */
export function onLatido(planilla: Planilla, sent: number): Paso {
  const expected = planilla.entrante?.seq ?? planilla.seq;
  return planilla.fase !== 'hello' && sent > expected
    ? { fallo: { causa: 'perdida', detalle: `everything up to ${sent} was sent, received is ${at(planilla)}` } }
    : { planilla };
}

/** Takes a POST's answer, which may be ahead of the stream or behind it. */
export function onRespuesta(planilla: Planilla, respuesta: Respuesta): Planilla {
  const known = posicion(planilla);
  const before = planilla.aprendidas.get(clave(respuesta));
  if (
    !admits(planilla, respuesta) ||
    (known !== null && !isAfter(respuesta, known)) ||
    (before !== undefined && !isAfter(respuesta, before))
  ) {
    return planilla;
  }
  const aprendidas = new Map(planilla.aprendidas);
  aprendidas.delete(clave(respuesta));
  const oldest = aprendidas.keys().next();
  if (aprendidas.size >= MAX_APRENDIDAS && oldest.done !== true) {
    aprendidas.delete(oldest.value);
  }
  aprendidas.set(clave(respuesta), respuesta);
  return { ...planilla, aprendidas };
}

/** Answers that the stream has reached are in its rows. */
function reached(planilla: Planilla): Planilla {
  const now = posicion(planilla);
  return now === null || planilla.aprendidas.size === 0
    ? planilla
    : { ...planilla, aprendidas: only(planilla.aprendidas, (answer) => isAfter(answer, now)) };
}

/** The rows as they are to be shown. An answer about a row that the stream has not brought yet shows nothing. */
export function renglones(planilla: Planilla): readonly Renglon[] {
  return Array.from(planilla.base, ([key, row]) => {
    const answer = planilla.aprendidas.get(key);
    if (answer === undefined || !isAfter(answer, row)) {
      return row;
    }
    const { epoca, seq, v, d, total } = answer;
    return { ...row, epoca, seq, v, d, total, respuesta: true };
  });
}

function admits(planilla: Planilla, { fecha, dia }: { fecha: string; dia: string }): boolean {
  const { filtro, fechaDesde } = planilla;
  return (
    (filtro.fecha === undefined || fecha === filtro.fecha) &&
    (filtro.dia === undefined || dia === filtro.dia) &&
    (fechaDesde === null || fecha >= fechaDesde)
  );
}

/** Neither a date nor a day's name holds a bar, so that no two rows have the same key. */
function clave({ fecha, dia, producto }: { fecha: string; dia: string; producto: string }): string {
  return `${fecha}|${dia}|${producto}`;
}

/** An epoca that came later compares greater as text. */
function isAfter(one: Posicion, other: Posicion): boolean {
  return one.epoca > other.epoca || (one.epoca === other.epoca && one.seq > other.seq);
}

function only<T>(map: ReadonlyMap<string, T>, keep: (value: T) => boolean): ReadonlyMap<string, T> {
  const kept = [...map].filter(([, value]) => keep(value));
  return kept.length === map.size ? map : new Map(kept);
}

function at({ epoca, seq }: Planilla): string {
  return `${String(epoca)}:${seq}`;
}

function malformed(detalle: string): Paso {
  return { fallo: { causa: 'malformado', detalle } };
}
