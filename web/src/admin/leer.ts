import { campo, json } from '../comun/servicio.js';
import { isDia, isFecha, isVendedorId } from '../stream/read.js';
import type { Dia } from '../stream/index.js';

/** A place in a vendedor's numbering; `epoca` null: nothing is known of it. */
export interface Posicion {
  readonly epoca: string | null;
  readonly seq: number;
}

/** A row as PostgreSQL and the nodes both tell it. */
export interface Fila {
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
  readonly seq: number;
  readonly epoca: string;
}

/** A vendedor as a node has it. */
export interface Estado extends Posicion {
  readonly filas: readonly Fila[];
}

/** A vendedor as PostgreSQL has it. */
export interface Guardado extends Estado {
  readonly epoca: string;
  /** How far Kafka has it for certain. */
  readonly publicado: Posicion & { readonly epoca: string };
}

export interface Cabeza extends Posicion {
  readonly vendedor_id: string;
  readonly filas: number;
  readonly viewers: number;
}

export interface Particion {
  readonly particion: number;
  /** null: not known now. */
  readonly atraso: number | null;
}

export interface Nodo {
  readonly nodo: string;
  readonly fase: string;
  readonly detalle: string;
  readonly desde: string;
  readonly viewers: number;
  readonly atraso_s: number | null;
  readonly particiones: readonly Particion[];
  readonly vendedores: readonly Cabeza[];
}

/** What came of asking a node. */
export interface Respuesta {
  /** null: the page's own node, which has no other address. */
  readonly url: string | null;
  /** null: it did not answer. */
  readonly nodo: Nodo | null;
  readonly error: string | null;
}

export interface Espectador {
  readonly id: string;
  readonly sub: string;
  readonly rol: string;
  readonly direccion: string;
  readonly formato: string;
  readonly desde: string;
  readonly vendedores_total: number;
  readonly pendiente_bytes: number;
  /** How far it was told everything, `epoca:seq`. */
  readonly posicion: string | null;
}

export interface Rechazo {
  readonly ocurrido_en: string;
  readonly vendedor_id: string;
  readonly dia: string;
  readonly fecha: string;
  readonly producto: string | null;
  readonly codigo: string;
  readonly actor: string;
  readonly rol: string;
  readonly origen: string;
  readonly marcado_en: string | null;
}

/** Something that a service sent is not of its form. */
class Ilegible extends Error {
  override name = 'Ilegible';
}

/** Reads with a function that throws when something is not of its form; null then. */
function siSeEntiende<T>(leer: () => T): T | null {
  try {
    return leer();
  } catch (e) {
    if (e instanceof Ilegible) {
      return null;
    }
    throw e;
  }
}

export function leerNodos(text: string): readonly Respuesta[] | null {
  return siSeEntiende(() => lista(json(text), 'nodos').map(respuesta));
}

export function leerEspectadores(text: string): readonly Espectador[] | null {
  return siSeEntiende(() => arreglo(json(text)).map(espectador));
}

export function leerEstado(text: string): Estado | null {
  return siSeEntiende(() => estado(json(text)));
}

export function leerGuardado(text: string): Guardado | null {
  return siSeEntiende(() => {
    const value = json(text);
    const publicado = { epoca: texto(value, 'publicado_epoca'), seq: entero(value, 'publicado_seq') };
    return { ...estado(value), epoca: texto(value, 'epoca'), publicado };
  });
}

/** One refusal a line. */
export function leerRechazos(text: string): readonly Rechazo[] | null {
  return siSeEntiende(() =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => rechazo(json(line))),
  );
}

function respuesta(value: unknown): Respuesta {
  const answer = campo(value, 'respuesta');
  const error = textoONada(value, 'error');
  return {
    url: textoONada(value, 'url'),
    nodo: answer === undefined ? null : nodo(answer),
    error: answer === undefined ? (error ?? 'No contesta.') : null,
  };
}

function nodo(value: unknown): Nodo {
  return {
    nodo: texto(value, 'nodo'),
    fase: texto(value, 'fase'),
    detalle: texto(value, 'detalle'),
    desde: texto(value, 'desde'),
    viewers: entero(value, 'viewers'),
    atraso_s: enteroONada(value, 'atraso_s'),
    particiones: lista(value, 'particiones').map((one) => ({
      particion: entero(one, 'particion'),
      atraso: enteroONada(one, 'atraso'),
    })),
    vendedores: lista(value, 'vendedores').map((one) => ({
      vendedor_id: vendedorId(one),
      epoca: textoONada(one, 'epoca'),
      seq: entero(one, 'seq'),
      filas: entero(one, 'filas'),
      viewers: entero(one, 'viewers'),
    })),
  };
}

function espectador(value: unknown): Espectador {
  return {
    id: texto(value, 'id'),
    sub: texto(value, 'sub'),
    rol: texto(value, 'rol'),
    direccion: texto(value, 'direccion'),
    formato: texto(value, 'formato'),
    desde: texto(value, 'desde'),
    vendedores_total: entero(value, 'vendedores_total'),
    pendiente_bytes: entero(value, 'pendiente_bytes'),
    posicion: textoONada(value, 'posicion'),
  };
}

function estado(value: unknown): Estado {
  return { epoca: textoONada(value, 'epoca'), seq: entero(value, 'seq'), filas: lista(value, 'filas').map(fila) };
}

function fila(value: unknown): Fila {
  const dia = texto(value, 'dia');
  const fecha = texto(value, 'fecha');
  if (!isDia(dia) || !isFecha(fecha)) {
    throw new Ilegible('a row of no sheet');
  }
  return {
    dia,
    fecha,
    producto: texto(value, 'producto'),
    v: booleano(value, 'v'),
    d: booleano(value, 'd'),
    cantidad: entero(value, 'cantidad'),
    adicional: entero(value, 'adicional'),
    dctos: entero(value, 'dctos'),
    devoluciones: entero(value, 'devoluciones'),
    vencidas: entero(value, 'vencidas'),
    total: entero(value, 'total'),
    seq: entero(value, 'seq'),
    epoca: texto(value, 'epoca'),
  };
}

function rechazo(value: unknown): Rechazo {
  return {
    ocurrido_en: texto(value, 'ocurrido_en'),
    vendedor_id: vendedorId(value),
    dia: texto(value, 'dia'),
    fecha: texto(value, 'fecha'),
    producto: textoONada(value, 'producto'),
    codigo: texto(value, 'codigo'),
    actor: texto(value, 'actor'),
    rol: texto(value, 'rol'),
    origen: texto(value, 'origen'),
    marcado_en: textoONada(value, 'marcado_en'),
  };
}

function vendedorId(value: unknown): string {
  const id = texto(value, 'vendedor_id');
  if (!isVendedorId(id)) {
    throw new Ilegible('no id of a vendedor');
  }
  return id;
}

function arreglo(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) {
    throw new Ilegible('no list');
  }
  return value;
}

function lista(value: unknown, nombre: string): readonly unknown[] {
  return arreglo(campo(value, nombre));
}

function texto(value: unknown, nombre: string): string {
  const found = campo(value, nombre);
  if (typeof found !== 'string') {
    throw new Ilegible(`${nombre} is no text`);
  }
  return found;
}

function entero(value: unknown, nombre: string): number {
  const found = campo(value, nombre);
  if (typeof found !== 'number') {
    throw new Ilegible(`${nombre} is no number`);
  }
  return found;
}

function booleano(value: unknown, nombre: string): boolean {
  const found = campo(value, nombre);
  if (typeof found !== 'boolean') {
    throw new Ilegible(`${nombre} is neither true nor false`);
  }
  return found;
}

function textoONada(value: unknown, nombre: string): string | null {
  return (campo(value, nombre) ?? null) === null ? null : texto(value, nombre);
}

function enteroONada(value: unknown, nombre: string): number | null {
  return (campo(value, nombre) ?? null) === null ? null : entero(value, nombre);
}
