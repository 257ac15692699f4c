import { observar } from './reloj.js';

/** What came of a call: an answer, or none (no network, too late, cut). */
export type Contestacion =
  | { readonly tipo: 'respuesta'; readonly status: number; readonly cuerpo: unknown; readonly esperarMs: number | null }
  | { readonly tipo: 'sin respuesta' };

export interface Llamada {
  readonly metodo?: 'GET' | 'HEAD' | 'POST' | 'DELETE';
  readonly cuerpo?: unknown;
  readonly token?: string;
  /** The idempotency key. */
  readonly clave?: string;
  /** The session's cookie is not for others than the services. */
  readonly sinSesion?: boolean;
  /** For sending and answering. */
  readonly limiteMs?: number;
}

/** Above the 5 s in which every POST answers. */
const LIMITE_MS = 8_000;

/** Calls a service, with the session's cookie. Never throws. */
export async function llamar(url: string, llamada: Llamada = {}): Promise<Contestacion> {
  const { metodo = 'GET', cuerpo, token, clave, sinSesion = false, limiteMs = LIMITE_MS } = llamada;
  const headers = new Headers({ Accept: 'application/json' });
  if (cuerpo !== undefined) {
    headers.set('Content-Type', 'application/json');
  }
  if (token !== undefined) {
    headers.set('Authorization', `Bearer ${token}`);
  }
  if (clave !== undefined) {
    headers.set('Idempotency-Key', clave);
  }
  const enviado = Date.now();
  try {
    const response = await fetch(url, {
      method: metodo,
      headers,
      credentials: sinSesion ? 'omit' : 'include',
      cache: 'no-store',
      signal: AbortSignal.timeout(limiteMs),
      ...(cuerpo === undefined ? {} : { body: JSON.stringify(cuerpo) }),
    });
    observar(response.headers.get('Date'), enviado, Date.now());
    const text = await response.text();
    return { tipo: 'respuesta', status: response.status, cuerpo: json(text), esperarMs: esperarMs(response) };
  } catch {
    return { tipo: 'sin respuesta' }; // what fetch throws tells no more than this
  }
}

/** A field of an answer's body; undefined when there is none. */
export function campo(cuerpo: unknown, nombre: string): unknown {
  return typeof cuerpo === 'object' && cuerpo !== null ? (cuerpo as Record<string, unknown>)[nombre] : undefined;
}

/** The text for people that a refusal carries. */
export function mensaje(cuerpo: unknown, otherwise: string): string {
  const text = campo(cuerpo, 'message') ?? campo(cuerpo, 'error');
  return typeof text === 'string' && text !== '' ? text : otherwise;
}

/** A new key: 128 random bits. Also where `crypto.randomUUID` is missing, as on pages without https. */
export function nuevaClave(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What a text of JSON says; null when it is none. */
export function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null; // an empty body, or a proxy's page: only the status counts
  }
}

function esperarMs(response: Response): number | null {
  const seconds = Number(response.headers.get('Retry-After') ?? NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}
