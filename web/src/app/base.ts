import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Config, Sesion } from '../comun/sesion.js';
import type { Fila } from '../comun/respuesta.js';
import type { Renglon } from '../stream/index.js';

/** A tick of V that the service has not answered. */
export interface Entrada extends Fila {
  /** Its place among all entries: those of a user are sent in ascending order. */
  readonly orden?: number;
  /** The idempotency key. */
  readonly id: string;
  /** Whose it is: the token's `sub`. */
  readonly sub: string;
  /** {@link nombreDe} its row. */
  readonly fila: string;
  readonly v: boolean;
  readonly seq_visto: number;
  readonly epoca: string;
  /** When the person tapped: ISO, UTC. */
  readonly marcado_en: string;
  /** Whether it may have reached the service. */
  readonly enviada: boolean;
}

/** Why a tick was not taken; shown until the person has read it. */
export interface Aviso extends Fila {
  readonly sub: string;
  readonly fila: string;
  readonly tipo: 'rechazada' | 'conflicto';
  readonly v: boolean;
  readonly mensaje: string;
  readonly marcado_en: string;
}

/** The sheets as they were last seen, to be shown without network. */
export interface Guardada {
  readonly sub: string;
  readonly fechaDesde: string | null;
  readonly renglones: readonly Renglon[];
  /** Milliseconds since 1970. */
  readonly vistaEn: number;
}

/** Who was in last. */
export interface Quien {
  readonly config: Config;
  readonly sesion: Sesion;
}

interface Esquema extends DBSchema {
  cola: { key: number; value: Entrada; indexes: { sub: string; fila: [string, string] } };
  avisos: { key: [string, string]; value: Aviso; indexes: { sub: string } };
  planillas: { key: string; value: Guardada };
  quien: { key: string; value: Quien };
}

export type Base = IDBPDatabase<Esquema>;

const NOMBRE = 'cargue';
const VERSION = 1;

/** Opens the phone's own store. */
export function abrirBase(): Promise<Base> {
  return openDB<Esquema>(NOMBRE, VERSION, {
    upgrade: (db) => {
      const cola = db.createObjectStore('cola', { keyPath: 'orden', autoIncrement: true });
      cola.createIndex('sub', 'sub');
      cola.createIndex('fila', ['sub', 'fila']);
      db.createObjectStore('avisos', { keyPath: ['sub', 'fila'] }).createIndex('sub', 'sub');
      db.createObjectStore('planillas', { keyPath: 'sub' });
      db.createObjectStore('quien');
    },
  });
}

/** Forgets everything; for tests. */
export function borrarBase(): Promise<void> {
  return deleteDB(NOMBRE);
}
