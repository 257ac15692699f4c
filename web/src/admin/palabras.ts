import type { Resultado } from './comparar.js';
import type { Posicion } from './leer.js';

const FASES: Readonly<Record<string, string>> = {
  STARTING: 'arrancando',
  WAITING_FOR_KAFKA: 'sin Kafka',
  WAITING_FOR_TOPIC: 'sin tema en Kafka',
  LOADING: 'leyendo el tema',
  LIVE: 'en vivo',
  FAILED: 'con un fallo',
  STOPPED: 'parando',
};

const MOTIVOS: Readonly<Record<string, string>> = {
  PRODUCTO_NO_ENCONTRADO: 'El producto no está en la planilla',
  CHECK_D_REQUERIDO: 'V sin que D esté marcado',
  SIN_CANTIDAD: 'Marca sin cantidad',
  CAMBIO_CONCURRENTE: 'El renglón cambió mientras tanto',
  YA_EXISTE_SUGERIDO: 'Ya había un sugerido',
  FECHA_FUERA_DE_RANGO: 'Fecha fuera de rango',
  DEMASIADAS_PLANILLAS: 'Demasiadas planillas',
  DEMASIADOS_PRODUCTOS: 'Demasiados productos',
  CLAVE_REUTILIZADA: 'Clave usada con otros valores',
};

const FORMATOS: Readonly<Record<string, string>> = {
  plain: 'flujo sencillo',
  sse: 'eventos (SSE)',
  v1_one: 'cargue.v1',
  v1_many: 'cargue.v1, varios',
};

const CORTA = 8;

export function fase(codigo: string): string {
  return FASES[codigo] ?? codigo;
}

export function motivo(codigo: string): string {
  return MOTIVOS[codigo] ?? codigo;
}

export function formato(codigo: string): string {
  return FORMATOS[codigo] ?? codigo;
}

/** `…1ffa852d:57`: of the epoca its end, by which people tell two from one another. */
export function posicionCorta({ epoca, seq }: Posicion): string {
  return epoca === null ? 'nada' : `…${epoca.slice(-CORTA)}:${seq}`;
}

/** So many of something: `1 fila`, `2 filas`. */
export function cuantas(n: number, una: string, varias = `${una}s`): string {
  return `${n} ${n === 1 ? una : varias}`;
}

/** What came of a comparison: `Iguales: 36 filas, posición …1ffa852d:57`. */
export function resumen({ iguales, diferencias, sinPublicar, posteriores }: Resultado, posicion: Posicion): string {
  const parts = [
    diferencias.length === 0
      ? `Iguales: ${cuantas(iguales, 'fila')}`
      : `${cuantas(diferencias.length, 'diferencia')}; ${cuantas(iguales, 'fila igual', 'filas iguales')}`,
    `posición ${posicionCorta(posicion)}`,
    ...(sinPublicar === 0 ? [] : [`${cuantas(sinPublicar, 'fila')} sin publicar en Kafka`]),
    ...(posteriores === 0 ? [] : [`${cuantas(posteriores, 'fila')} de después de leer PostgreSQL`]),
  ];
  return parts.join(', ');
}
