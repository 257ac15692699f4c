/** The words of the wire (docs/protocol.md); names of fields are the wire's own. */

export const DIAS = ['LUNES', 'MARTES', 'MIERCOLES', 'JUEVES', 'VIERNES', 'SABADO', 'DOMINGO'] as const;

export type Dia = (typeof DIAS)[number];

/** A row of a sheet as of its `seq`. */
export interface Renglon {
  readonly vendedor_id: string;
  readonly epoca: string;
  readonly seq: number;
  readonly dia: Dia;
  readonly fecha: string;
  readonly producto: string;
  readonly v: boolean;
  readonly d: boolean;
  readonly cantidad: number;
  readonly adicional: number;
  readonly dctos: number;
  readonly devoluciones: number;
  readonly vencidas: number;
  readonly total: number;
  readonly causa: string;
  readonly actor: string;
  readonly rol: string;
  readonly origen: string;
  readonly ocurrido_en: string;
  readonly marcado_en?: string;
  /**
   * Not of the wire: `seq`, `v`, `d` and `total` are those of a POST's answer that the stream has not reached; who changed
   * the row last, and when, is of before.
   */
  readonly respuesta?: true;
}

/** How far a stream was followed. */
export interface Posicion {
  readonly epoca: string;
  readonly seq: number;
}

export interface Hello {
  readonly type: 'hello';
  readonly vendedor_id: string;
  /** null: an empty stream. */
  readonly epoca: string | null;
  readonly seq: number;
  readonly modo: 'snapshot' | 'delta';
  readonly fecha_desde: string | null;
  readonly latido_s: number;
  readonly atraso_s: number | null;
}

export interface Snapshot {
  readonly type: 'snapshot';
  /** null on a connection that follows only one. */
  readonly vendedor_id: string | null;
  readonly seq: number;
  readonly parte: number;
  readonly partes: number;
  readonly checks: readonly Renglon[];
}

export interface Checks {
  readonly type: 'checks';
  readonly vendedor_id: string | null;
  readonly de: number;
  readonly a: number;
  readonly checks: readonly Renglon[];
}

export interface Latido {
  readonly type: 'latido';
  /** On a connection that follows only one. */
  readonly seq: number | null;
  /** On a connection that follows many. */
  readonly posiciones: ReadonlyMap<string, number>;
  readonly atraso_s: number | null;
}

export interface Adios {
  readonly type: 'adios';
  readonly motivo: string;
  readonly reconectar_en_ms: number | null;
}

/** A message of this client was refused; the connection stays. */
export interface Rechazo {
  readonly type: 'error';
  readonly codigo: string;
  readonly message: string;
  readonly vendedor_id: string | null;
}

/** Of a later version of the protocol; ignored. */
export interface Desconocido {
  readonly type: 'desconocido';
}

export type Mensaje = Hello | Snapshot | Checks | Latido | Adios | Rechazo | Desconocido;

/** Which sheets of a vendedor. */
export interface Filtro {
  /** Only sheets of that date (`YYYY-MM-DD`); otherwise those of today and later. */
  readonly fecha?: string;
  /** Only sheets of that day's name. */
  readonly dia?: Dia;
}

/** What is to be followed. */
export interface Seleccion extends Filtro {
  readonly vendedor_id: string;
}

/**
 * What ingest-service answered to a POST about one row: 200, or the 409 `CAMBIO_CONCURRENTE`, which both tell how the
 * row is. `producto` is the row's own spelling, as the stream gave it.
 */
export interface Respuesta {
  readonly vendedor_id: string;
  readonly dia: Dia;
  readonly fecha: string;
  readonly producto: string;
  readonly epoca: string;
  readonly seq: number;
  readonly v: boolean;
  readonly d: boolean;
  readonly total: number;
}

/**
 * Whether what is shown can be trusted, in words for the page.
 * - `conectando`: nothing was received yet
 * - `en vivo`: complete, and every change is received; how far the server itself is behind is `atraso_s`
 * - `sin saber`: the same, but the server does not know whether it is behind
 * - `reconectando`: what is shown may be out of date; the client mends that by itself
 * - `terminado`: nothing more will be received; why is `fin`
 */
export type Estado = 'conectando' | 'en vivo' | 'sin saber' | 'reconectando' | 'terminado';

/** Why nothing more will be received. */
export interface Fin {
  /** The close code (`4403`), HTTP status (`403`), the server's word (`FECHA_FUERA_DE_RANGO`) or `CERRADO`. */
  readonly codigo: string;
  /** For people, as far as it is known. */
  readonly motivo: string;
}

/** What is known of a vendedor's sheets at one moment. It never changes; an unchanged one stays the same object. */
export interface Vista {
  readonly vendedor_id: string;
  readonly filtro: Filtro;
  readonly estado: Estado;
  /** Whether what is shown is what is stored, but for the moment that a change takes. */
  readonly alDia: boolean;
  /** Seconds that the server is behind; null: not known, as always without a connection. */
  readonly atraso_s: number | null;
  /** null before the first rows, and when the stream is empty. */
  readonly posicion: Posicion | null;
  /** First date of the sheets; null with `fecha`, or before the first rows. */
  readonly fechaDesde: string | null;
  /** In no promised order. They stay, out of date, while the connection is made again. */
  readonly renglones: readonly Renglon[];
  /**
   * When the server last said something of this vendedor: milliseconds of the client's clock since 1970. null as long as
   * the rows have not come once.
   */
  readonly ultimaNoticia: number | null;
  readonly fin: Fin | null;
}
