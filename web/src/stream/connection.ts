import type { Environment, Socket } from './environment.js';
import type { Fallo } from './planilla.js';

/** Longest time to open, with the token's. */
export const OPEN_LIMIT_MS = 10_000;

/** Time that the server has to close after its farewell. */
export const FAREWELL_LIMIT_MS = 5_000;

/** Between the server's signs of life, until it says otherwise. */
const LATIDO_S = 15;

/** What a sign of life may be late. */
const GRACE_MS = 5_000;

const SECOND_MS = 1_000;

/** How a connection ended, or why there was none. */
export type Final =
  | { readonly tipo: 'sin abrir'; readonly detalle: string }
  | { readonly tipo: 'cerrada'; readonly codigo: number; readonly motivo: string }
  | { readonly tipo: 'rota'; readonly causa: Fallo['causa'] | 'silencio'; readonly detalle: string };

export interface ConnectionOwner {
  onOpen(): void;
  onMessage(data: unknown): void;
  /** When the server owes something by then, as milliseconds of the clock; Infinity when it owes nothing. */
  deadline(): number;
  /** Once; its socket is closed. */
  onEnd(final: Final): void;
}

/** The life of one socket: opened in time, heard of again and again, closed once. */
export class Connection {
  private socket: Socket | null = null;
  private isOpen = false;
  private isOver = false;
  private heardAt: number;
  private silenceLimitMs = silenceLimit(LATIDO_S);
  private farewellAt: number | null = null;
  private cancel: () => void;

  constructor(
    private readonly env: Environment,
    private readonly owner: ConnectionOwner,
  ) {
    this.heardAt = env.now();
    this.cancel = env.schedule(() => {
      this.end({ tipo: 'sin abrir', detalle: `not open after ${OPEN_LIMIT_MS} ms` });
    }, OPEN_LIMIT_MS);
  }

  /** Opens it, when what it needs is there; does nothing when it is over by then. */
  open(url: string, protocols: string[]): void {
    if (this.isOver) {
      return;
    }
    try {
      this.socket = this.env.open(url, protocols, {
        onOpen: () => {
          this.opened();
        },
        onMessage: (data) => {
          this.heard(data);
        },
        onClose: (codigo, motivo) => {
          this.end(this.isOpen ? { tipo: 'cerrada', codigo, motivo } : { tipo: 'sin abrir', detalle: `${codigo}` });
        },
      });
    } catch (e) {
      this.end({ tipo: 'sin abrir', detalle: String(e) });
    }
  }

  /** Sends when it is open. */
  send(text: string): void {
    if (this.isOpen && !this.isOver) {
      this.socket?.send(text);
    }
  }

  /** The server has said how often it gives a sign of life. */
  expect(latidoS: number): void {
    this.silenceLimitMs = silenceLimit(latidoS);
  }

  /** The server has said that it will close. */
  farewell(): void {
    this.farewellAt = this.env.now();
    this.watch();
  }

  /** Ends it when it is overdue; else comes again when it could be. */
  watch(): void {
    if (!this.isOpen || this.isOver) {
      return;
    }
    const now = this.env.now();
    this.heardAt = Math.min(this.heardAt, now); // the clock was set back
    const silent = this.heardAt + this.silenceLimitMs;
    const farewell = (this.farewellAt ?? Infinity) + FAREWELL_LIMIT_MS;
    const deadline = Math.min(silent, farewell, this.owner.deadline());
    if (now >= deadline) {
      this.end({ tipo: 'rota', causa: 'silencio', detalle: this.overdue(now, silent, farewell) });
      return;
    }
    this.cancel();
    this.cancel = this.env.schedule(() => {
      this.watch();
    }, deadline - now);
  }

  private overdue(now: number, silent: number, farewell: number): string {
    if (now >= silent) {
      return `nothing was heard for ${this.silenceLimitMs} ms`;
    }
    return now >= farewell ? 'the server said farewell and did not close' : 'the rows did not come in time';
  }

  /** Ends it; the socket is closed before the owner is told. */
  end(final: Final): void {
    if (this.isOver) {
      return;
    }
    this.isOver = true;
    this.cancel();
    this.socket?.close();
    this.owner.onEnd(final);
  }

  private opened(): void {
    this.isOpen = true;
    this.heardAt = this.env.now();
    this.owner.onOpen();
    this.watch();
  }

  private heard(data: unknown): void {
    this.heardAt = this.env.now();
    this.owner.onMessage(data);
  }
}

function silenceLimit(latidoS: number): number {
  return 2 * latidoS * SECOND_MS + GRACE_MS;
}
