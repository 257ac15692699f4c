import { readNode } from './addresses.js';
import { standardEnvironment, type Environment } from './environment.js';
import { MAX_VENDEDORES, Stream, type Contadores, type Eventos } from './stream.js';
import type { TokenSupplier } from './connector.js';
import type { Dia, Fin, Respuesta, Seleccion, Vista } from './types.js';

export type { Contadores, Eventos } from './stream.js';
export type { Final } from './connection.js';
export type { TokenSupplier } from './connector.js';
export type { Dia, Estado, Filtro, Fin, Posicion, Rechazo, Renglon, Respuesta, Seleccion, Vista } from './types.js';
export { DIAS } from './types.js';
export { MAX_VENDEDORES } from './stream.js';

interface CommonOptions {
  /** Where push-service is, such as `https://push.example`; of several nodes the next is tried after each end. */
  readonly url: string | readonly string[];
  /** Where the token comes from that is sent with each connection; asked before each. */
  readonly token?: TokenSupplier;
  /** The class to connect with; a browser's own when not given. For Node 20, the one of the package `ws`. */
  readonly WebSocket?: typeof globalThis.WebSocket;
  /** The world around the client; for tests. */
  readonly environment?: Environment;
}

/** Follows one vendedor, on a socket of its own. */
export interface OneOptions extends CommonOptions {
  readonly vendedor_id: string;
  readonly fecha?: string;
  readonly dia?: Dia;
}

/** Follows up to 200 vendedores on one socket; it may begin with none. */
export interface ManyOptions extends CommonOptions {
  readonly vendedores: readonly Seleccion[];
}

/**
 * Follows sheets and keeps them as they are stored. It connects by itself, again and again, until it is closed or the
 * server says that asking again is of no use; after a lost connection it goes on from where it was, on any node.
 */
export interface CargueStream {
  /** Tells of what happens, after it has happened: `vista` shows it. Returns what ends it. */
  on<K extends keyof Eventos>(evento: K, listener: (event: Eventos[K]) => void): () => void;
  /** What is known of a vendedor; undefined: it is not followed. The same object as long as nothing changes. */
  vista(vendedorId: string): Vista | undefined;
  vistas(): readonly Vista[];
  /**
   * Takes what ingest-service answered to a POST, so that it shows at once. It may come before or after the same change
   * by the stream: of both the newer one holds.
   */
  aplicarRespuesta(respuesta: Respuesta): void;
  /** Asks the token's supplier and gives the token to the open connection, which then lasts as long as it. */
  renewToken(): Promise<void>;
  readonly contadores: Contadores;
  /** Why nothing more will be received; null while it goes on. */
  readonly fin: Fin | null;
  /** Closes the connection and makes none until `resume`, which goes on from the same position. For a page that is left. */
  suspend(): void;
  resume(): void;
  /** Ends it: `terminado`. What was received stays readable. */
  close(): void;
}

export interface ManyStream extends CargueStream {
  /** Follows one more vendedor, or other sheets of one than before. */
  subscribe(seleccion: Seleccion): void;
  /** Follows a vendedor no longer, and forgets it. */
  unsubscribe(vendedorId: string): void;
}

/**
 * Begins to follow.
 * @throws TypeError when an option is not of its form
 * @throws RangeError when there are more than 200 vendedores
 */
export function connect(options: OneOptions): CargueStream;
export function connect(options: ManyOptions): ManyStream;
export function connect(options: OneOptions | ManyOptions): CargueStream {
  const environment = options.environment ?? standardEnvironment(options.WebSocket ?? platformWebSocket());
  const many = 'vendedores' in options;
  const selecciones = many ? options.vendedores : [options];
  if (selecciones.length > MAX_VENDEDORES) {
    throw new RangeError(`one stream follows up to ${MAX_VENDEDORES} vendedores`);
  }
  return new Stream(environment, { nodes: nodes(options.url), token: options.token ?? null, many, selecciones });
}

function platformWebSocket(): typeof globalThis.WebSocket {
  if (typeof globalThis.WebSocket !== 'function') {
    throw new TypeError('this platform has no WebSocket; the option WebSocket must give one');
  }
  return globalThis.WebSocket;
}

function nodes(url: string | readonly string[]): readonly [string, ...string[]] {
  const [first, ...others] = typeof url === 'string' ? [url] : url;
  if (first === undefined) {
    throw new TypeError('no address of a push-service');
  }
  return [readNode(first), ...others.map(readNode)];
}
