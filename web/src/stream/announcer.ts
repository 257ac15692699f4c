import type { Environment } from './environment.js';
import type { Filtro } from './types.js';

/** Messages a second, below the server's limit of 50; two hundred subscriptions take five seconds. */
export const RATE = 40;

const SECOND_MS = 1_000;

/** What the server is told of: how, and what is wanted. */
export interface Subject {
  /** What is to be followed of a vendedor now; the same object means the same subscription. */
  wanted(vendedorId: string): Filtro | undefined;
  /** The text of a subscription. `first`: no other was ended or replaced on this connection before. */
  subscribe(vendedorId: string, first: boolean): string;
  unsubscribe(vendedorId: string): string;
}

interface Sent {
  readonly filtro: Filtro;
  waiting: boolean;
}

/**
 * Brings the server's subscriptions on one connection to what is wanted: no faster than the server takes messages, and
 * of each vendedor one at a time, the next when the one before was answered, so that an answer is never taken for
 * another's.
 */
export class Announcer {
  private readonly sent = new Map<string, Sent>();
  private readonly due = new Set<string>();
  private rate = RATE;
  private tokens = RATE;
  private first = true;
  private cancel: (() => void) | null = null;

  constructor(
    private readonly env: Environment,
    private readonly subject: Subject,
    private readonly send: (text: string) => void,
  ) {}

  /** What is wanted of a vendedor may be other than before. */
  announce(vendedorId: string): void {
    if (this.sent.get(vendedorId)?.waiting !== true) {
      this.due.add(vendedorId);
      this.pump();
    }
  }

  /** Whether the server's last subscription of a vendedor is the one that is wanted. */
  isCurrent(vendedorId: string): boolean {
    const filtro = this.subject.wanted(vendedorId);
    return filtro !== undefined && filtro === this.sent.get(vendedorId)?.filtro;
  }

  /** The server has begun to answer. */
  answered(vendedorId: string): void {
    const sent = this.sent.get(vendedorId);
    if (sent?.waiting === true) {
      sent.waiting = false;
      this.announce(vendedorId);
    }
  }

  /** The server has ended the subscription, or never begun it. */
  ended(vendedorId: string): void {
    this.sent.delete(vendedorId);
    this.announce(vendedorId);
  }

  /** The server follows someone who is not wanted. */
  stray(vendedorId: string): void {
    if (this.subject.wanted(vendedorId) === undefined && !this.sent.has(vendedorId) && this.take()) {
      this.send(this.subject.unsubscribe(vendedorId));
    }
  }

  /** Messages were dropped: what was not answered is sent again, and all of it more slowly. */
  slowDown(): void {
    this.rate = Math.max(1, Math.floor(this.rate / 2));
    this.tokens = 0;
    for (const [vendedorId, sent] of this.sent) {
      if (sent.waiting) {
        this.sent.delete(vendedorId);
        this.due.add(vendedorId);
      }
    }
    this.pump();
  }

  close(): void {
    this.cancel?.();
    this.due.clear();
  }

  private pump(): void {
    for (const vendedorId of this.due) {
      if (!this.isMet(vendedorId)) {
        if (!this.take()) {
          return;
        }
        this.tell(vendedorId);
      }
      this.due.delete(vendedorId);
    }
  }

  private isMet(vendedorId: string): boolean {
    return this.subject.wanted(vendedorId) === this.sent.get(vendedorId)?.filtro;
  }

  private tell(vendedorId: string): void {
    const filtro = this.subject.wanted(vendedorId);
    this.first &&= !this.sent.has(vendedorId);
    if (filtro === undefined) {
      this.sent.delete(vendedorId);
      this.send(this.subject.unsubscribe(vendedorId));
    } else {
      this.sent.set(vendedorId, { filtro, waiting: true });
      this.send(this.subject.subscribe(vendedorId, this.first));
    }
  }

  private take(): boolean {
    this.cancel ??= this.env.schedule(() => {
      this.cancel = null;
      this.tokens = this.rate;
      this.pump();
    }, SECOND_MS);
    if (this.tokens === 0) {
      return false;
    }
    this.tokens--;
    return true;
  }
}
