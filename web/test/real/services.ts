import { WebSocket as NodeSocket } from 'ws';
import { vi } from 'vitest';
import { standardEnvironment, type Environment } from '../../src/stream/environment.js';
import type { Dia, Renglon, Respuesta, Vista } from '../../src/stream/index.js';
import { setting } from './settings.js';
import { token } from './users.js';

/** Push nodes, one after the other with a comma between them. */
export const PUSH = setting('CARGUE_PUSH_URL').split(',');
const INGEST = setting('CARGUE_INGEST_URL').replace(/\/$/, '');

/** Bound of each wait for what comes by itself. */
const LIMIT_MS = 30_000;

/** How often what could not be stored in time is sent, at most. */
const MAX_ATTEMPTS = 5;

export const until = (isSo: () => boolean, timeout = LIMIT_MS) => vi.waitUntil(isSo, { timeout, interval: 20 });

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function call(sender: string, method: string, path: string, key: string, body?: unknown): Promise<Answer> {
  const headers = { Authorization: `Bearer ${sender}`, 'Idempotency-Key': key };
  const response = await fetch(INGEST + path, {
    method,
    signal: AbortSignal.timeout(10_000),
    ...(body === undefined
      ? { headers }
      : { body: JSON.stringify(body), headers: { ...headers, 'Content-Type': 'application/json' } }),
  });
  return { status: response.status, body: await response.json() };
}

/** What there was no time for is sent again, as the same request: with its key. */
async function accepted(sender: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const key = crypto.randomUUID();
  let answer = await call(sender, method, path, key, body);
  for (let attempt = 1; answer.status === 503 && attempt < MAX_ATTEMPTS; attempt++) {
    answer = await call(sender, method, path, key, body);
  }
  if (answer.status !== 200 && answer.status !== 201) {
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}

const despachador = token('despachador', 'DESP1');
const admin = token('admin', 'ADMIN');

const run = crypto.randomUUID().slice(0, 8);
let vendedores = 0;

/** A sheet of today of a vendedor that no other test knows. */
export class Sheet {
  readonly dia: Dia = 'LUNES';
  readonly fecha = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Bogota' }).format();
  readonly vendedorId = `W_${run}_${++vendedores}`;
  /** Names that break clients which fold case, use URLs or split at signs. */
  readonly productos: readonly string[];
  private readonly vendedor = token('vendedor', this.vendedorId);

  /** Not filled yet, and its vendedor not known. */
  constructor(count: number) {
    const names = ['AREPA PARA RELLENAR #', 'Queso ESP/PEQUEÑA ', 'ENVUELTO DE MAÍZ  ', 'Porción "X" \\ 🌽 '];
    this.productos = Array.from({ length: count }, (_, i) => `${names[i % names.length] ?? ''}${i}`);
  }

  static async filled(count: number): Promise<Sheet> {
    const sheet = new Sheet(count);
    await sheet.fill();
    return sheet;
  }

  /** Makes the vendedor and the rows. */
  async fill(): Promise<void> {
    await accepted(admin, 'PUT', `/api/vendedores/${this.vendedorId}`, { nombre: this.vendedorId });
    await accepted(this.vendedor, 'POST', '/api/guardar-sugerido/', {
      ...this.key(),
      productos: this.productos.map((nombre) => ({ nombre, cantidad: 100 })),
    });
  }

  key() {
    return { vendedor_id: this.vendedorId, dia: this.dia, fecha: this.fecha };
  }

  producto(i: number): string {
    return this.productos[i % this.productos.length] ?? '';
  }

  /** Sets a check; gives what a client hands to `aplicarRespuesta`. */
  async check(campo: 'v' | 'd', producto: string, value: boolean): Promise<Respuesta> {
    const preparing = campo === 'v';
    const path = preparing ? '/api/actualizar-check-vendedor/' : '/api/actualizar-check-despachador/';
    const check = { ...this.key(), producto, [campo]: value };
    const body = await accepted(preparing ? this.vendedor : despachador, 'POST', path, check);
    return { ...(body as Respuesta), ...this.key(), producto };
  }

  async adicional(producto: string, adicional: number): Promise<void> {
    await accepted(despachador, 'POST', '/api/actualizar-renglon/', { ...this.key(), producto, adicional });
  }

  /** The rows as ingest-service tells them. */
  async stored(): Promise<unknown> {
    const query = new URLSearchParams(this.key()).toString();
    const rows = await accepted(this.vendedor, 'GET', `/api/obtener-cargue/?${query}`);
    return Object.fromEntries(
      Object.entries(rows as Record<string, Renglon>).map(([producto, row]) => [producto, comparable(row)]),
    );
  }
}

/** Many of the despachador's checks of any vendedores in one request; those for which there was no time are sent again. */
export async function postChecks(checks: readonly object[]): Promise<void> {
  let open = checks.map((check) => ({ id: crypto.randomUUID(), ...check }));
  let fruitless = 0; // attempts in a row: a loaded machine may take many, each with some progress
  while (open.length > 0) {
    const answer = (await accepted(despachador, 'POST', '/api/checks/', { checks: open })) as {
      resultados: { id: string; status: number; body: unknown }[];
    };
    const refused = answer.resultados.find(({ status }) => status !== 200 && status !== 503);
    if (refused !== undefined) {
      throw new Error(`a check was not stored: ${JSON.stringify(refused)}`);
    }
    const again = new Set(answer.resultados.filter(({ status }) => status === 503).map(({ id }) => id));
    fruitless = again.size < open.length ? 0 : fruitless + 1;
    if (fruitless === MAX_ATTEMPTS) {
      throw new Error(`none of ${open.length} checks was stored in ${MAX_ATTEMPTS} attempts`);
    }
    open = open.filter(({ id }) => again.has(id));
  }
}

function comparable({ v, d, cantidad, adicional, dctos, devoluciones, vencidas, total, seq }: Renglon) {
  return { v, d, cantidad, adicional, dctos, devoluciones, vencidas, total, seq };
}

/** What a client shows, in the form of {@link Sheet.stored}. */
export function shown(vista: Vista | undefined): unknown {
  return Object.fromEntries((vista?.renglones ?? []).map((row) => [row.producto, comparable(row)]));
}

/** The network as a browser has it, with a hand on it. */
export class Network {
  /** Types and contents of what came in, in order. */
  readonly heard: Record<string, unknown>[] = [];
  private readonly sockets: NodeSocket[] = [];
  private readonly standard: Environment;
  private swallow: ((message: Record<string, unknown>) => boolean) | null = null;

  constructor() {
    const { sockets } = this;
    class Seen extends NodeSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols);
        sockets.push(this);
      }
    }
    this.standard = standardEnvironment(Seen as unknown as typeof WebSocket);
  }

  get environment(): Environment {
    return {
      ...this.standard,
      open: (url, protocols, listener) =>
        this.standard.open(url, protocols, {
          onOpen: () => {
            listener.onOpen();
          },
          onMessage: (data) => {
            const message = JSON.parse(String(data)) as Record<string, unknown>;
            if (this.swallow?.(message) === true) {
              this.swallow = null;
              return;
            }
            this.heard.push(message);
            listener.onMessage(data);
          },
          onClose: (code, reason) => {
            listener.onClose(code, reason);
          },
        }),
    };
  }

  /** The next message of which this is true does not arrive. */
  loseNext(isTheOne: (message: Record<string, unknown>) => boolean): void {
    this.swallow = isTheOne;
  }

  get hasLost(): boolean {
    return this.swallow === null;
  }

  /** Tears the connection, without a word to the other side. */
  cut(): void {
    this.sockets.at(-1)?.terminate();
  }

  ofType(type: string): Record<string, unknown>[] {
    return this.heard.filter((message) => message['type'] === type);
  }
}
