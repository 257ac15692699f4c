import { planillaAddress, subprotocols } from './addresses.js';
import { Backoff, CAP_MS } from './backoff.js';
import { Connection, type Final } from './connection.js';
import type { Environment } from './environment.js';
import { probe, type ProbeAnswer } from './probe.js';
import type { Adios, Fin, Seleccion } from './types.js';

/** Longest wait that a server is obeyed in. */
export const MAX_ADVISED_MS = 300_000;

const CLOSED_UNAUTHORIZED = 4401;
const CLOSED_FIRST_FINAL = 4400;
const CLOSED_LAST_FINAL = 4403;
const CLOSED_WITHOUT_WORD = 1006;

export type TokenSupplier = () => string | Promise<string>;

/** Whose connections they are. */
export interface ConnectorOwner {
  /** The socket's address at a node. */
  address(node: string): string;
  /** Someone who is followed; undefined: nobody is, and no connection is needed. */
  anyone(): Seleccion | undefined;
  onOpen(connection: Connection): void;
  onMessage(data: unknown, connection: Connection): void;
  deadline(): number;
  /** The connection is gone, or was never there. */
  onLost(final: Final): void;
  /** The server refuses one vendedor of many; the others may go on. Returns false when the refusal is of them all. */
  onRefused(vendedorId: string, fin: Fin): boolean;
  /** There will be no connection any more. */
  onStop(fin: Fin): void;
}

/**
 * Decides after each end of a connection whether, when and to which node the next one is made. There is never more than
 * one.
 */
export class Connector {
  private readonly backoff: Backoff;
  private connection: Connection | null = null;
  private waiting: { readonly cancel: () => void; readonly advised: boolean } | null = null;
  private probing = false;
  private stopped = false;
  private suspended = false;
  private node = 0;
  private token: string | null = null;
  private tokenRefused = false;
  private greeted = false;
  private rightSince: number | null = null;
  private adios: Pick<Adios, 'reconectar_en_ms'> | null = null;

  constructor(
    private readonly env: Environment,
    private readonly nodes: readonly [string, ...string[]],
    private readonly tokens: TokenSupplier | null,
    private readonly owner: ConnectorOwner,
  ) {
    this.backoff = new Backoff(() => env.random());
  }

  /** Makes a connection when one is needed and there is none, nor one to come. */
  start(): void {
    if (!this.stopped && !this.suspended && !this.probing && this.connection === null && this.waiting === null) {
      this.connect();
    }
  }

  /**
   * The device is back. A connection from before the network was gone cannot be trusted, however lately it was heard of;
   * of another what is overdue is found out now. A next attempt that this client itself put off is made now, one for
   * which the server gave the time is not.
   */
  retryNow(networkWasGone: boolean): void {
    if (networkWasGone) {
      this.connection?.end({ tipo: 'cerrada', codigo: 1000, motivo: 'the network was gone' });
    } else {
      this.connection?.watch();
    }
    if (this.waiting?.advised === false) {
      this.waiting.cancel();
      this.waiting = null;
      this.connect();
    }
  }

  /** A hello came. */
  hello(latidoS: number): void {
    this.greeted = true;
    this.connection?.expect(latidoS);
  }

  /** The stream was seen to be right. */
  right(): void {
    this.rightSince ??= this.env.now();
    this.tokenRefused = false;
    this.backoff.reset();
  }

  farewell(adios: Pick<Adios, 'reconectar_en_ms'>): void {
    this.adios = adios;
    this.connection?.farewell();
  }

  /** The connection cannot be trusted, or is not needed any longer. */
  end(final: Final): void {
    this.connection?.end(final);
  }

  /** Renews the token of the open connection. */
  async renewToken(): Promise<void> {
    if (this.tokens === null || this.connection === null) {
      return;
    }
    const { connection } = this;
    this.token = await this.tokens();
    connection.send(JSON.stringify({ type: 'auth', token: this.token }));
  }

  /** Ends the connection and makes none until {@link resume}. */
  suspend(): void {
    this.suspended = true;
    this.waiting?.cancel();
    this.waiting = null;
    this.connection?.end({ tipo: 'cerrada', codigo: 1000, motivo: 'suspended' });
  }

  resume(): void {
    this.suspended = false;
    this.start();
  }

  stop(fin: Fin): void {
    if (this.stopped) {
      return;
    }
    this.stopped = true;
    this.waiting?.cancel();
    this.waiting = null;
    this.connection?.end({ tipo: 'cerrada', codigo: 1000, motivo: fin.motivo });
    this.owner.onStop(fin);
  }

  private connect(): void {
    if (this.owner.anyone() === undefined) {
      return; // until someone is followed
    }
    this.greeted = false;
    this.rightSince = null;
    this.adios = null;
    const connection: Connection = new Connection(this.env, {
      onOpen: () => {
        this.owner.onOpen(connection);
      },
      onMessage: (data) => {
        this.owner.onMessage(data, connection);
      },
      deadline: () => this.owner.deadline(),
      onEnd: (final) => {
        this.ended(final);
      },
    });
    this.connection = connection;
    if (this.tokens === null) {
      this.open(connection);
    } else {
      void this.openWithToken(connection, this.tokens);
    }
  }

  private async openWithToken(connection: Connection, tokens: TokenSupplier): Promise<void> {
    try {
      this.token = await tokens();
    } catch (e) {
      connection.end({ tipo: 'sin abrir', detalle: `no token: ${String(e)}` });
      return;
    }
    this.open(connection);
  }

  private open(connection: Connection): void {
    try {
      connection.open(this.owner.address(this.currentNode()), subprotocols(this.token));
    } catch (e) {
      connection.end({ tipo: 'sin abrir', detalle: String(e) });
    }
  }

  private currentNode(): string {
    return this.nodes[this.node % this.nodes.length] ?? this.nodes[0];
  }

  private ended(final: Final): void {
    this.connection = null;
    if (this.rightSince !== null && this.env.now() - this.rightSince >= CAP_MS) {
      this.backoff.stood();
    }
    if (final.tipo === 'rota') {
      this.backoff.broke();
    }
    const node = this.currentNode();
    this.node++;
    this.owner.onLost(final);
    if (!this.stopped && !this.suspended) {
      this.next(final, node);
    }
  }

  private next(final: Final, node: string): void {
    if (final.tipo === 'cerrada' && final.codigo >= CLOSED_FIRST_FINAL && final.codigo <= CLOSED_LAST_FINAL) {
      if (final.codigo !== CLOSED_UNAUTHORIZED || !this.mayAskForToken()) {
        this.stop({ codigo: `${final.codigo}`, motivo: final.motivo });
        return;
      }
      this.wait(this.backoff.next(), false);
    } else if (this.adios !== null && this.adios.reconectar_en_ms !== null) {
      this.wait(this.adios.reconectar_en_ms, true);
    } else if (!this.greeted && isSilentAboutWhy(final)) {
      void this.ask(node);
    } else {
      this.wait(this.backoff.next(), false);
    }
  }

  /** A refused token may have been an old one: the supplier is asked once anew. */
  private mayAskForToken(): boolean {
    const may = this.tokens !== null && !this.tokenRefused;
    this.tokenRefused = true;
    return may;
  }

  private async ask(node: string): Promise<void> {
    const someone = this.owner.anyone();
    if (someone === undefined) {
      return;
    }
    this.probing = true;
    const answer = await probe(this.env, planillaAddress(node, someone), this.token);
    this.probing = false;
    if (!this.stopped) {
      this.obey(answer, someone);
    }
  }

  private obey(answer: ProbeAnswer | null, { vendedor_id }: Seleccion): void {
    const status = answer?.status ?? 0;
    const own = this.backoff.next();
    if (answer !== null && (status === 429 || status === 503)) {
      this.wait(answer.retryAfterMs ?? own, answer.retryAfterMs !== null);
      return;
    }
    if (answer !== null && [400, 401, 403, 404].includes(status) && !(status === 401 && this.mayAskForToken())) {
      const fin: Fin = { codigo: `${status}`, motivo: answer.motivo };
      if (status === 401 || !this.owner.onRefused(vendedor_id, fin)) {
        this.stop(fin);
        return;
      }
    }
    this.wait(own, false);
  }

  private wait(delayMs: number, advised: boolean): void {
    if (this.suspended) {
      return;
    }
    const cancel = this.env.schedule(
      () => {
        this.waiting = null;
        this.connect();
      },
      Math.min(delayMs, MAX_ADVISED_MS),
    );
    this.waiting = { cancel, advised };
  }
}

/** Whether it was not opened, or closed in a way that tells nothing. */
function isSilentAboutWhy(final: Final): boolean {
  return final.tipo === 'sin abrir' || (final.tipo === 'cerrada' && final.codigo === CLOSED_WITHOUT_WORD);
}
