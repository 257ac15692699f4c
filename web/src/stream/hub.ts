import { connect, MAX_VENDEDORES, type ManyOptions, type ManyStream } from './index.js';
import type { Fin, Respuesta, Vista } from './types.js';

/** What a hub needs to connect: as for {@link connect}, without the vendedores. */
export type HubOptions = Omit<ManyOptions, 'vendedores'>;

interface Line {
  readonly stream: ManyStream;
  /** How often each vendedor is followed. */
  readonly followed: Map<string, number>;
}

/**
 * Shares connections among all who follow sheets on a page: those of one `fecha` (or of none) use the same one, up to
 * 200 vendedores each. A connection that nobody uses is closed. Without `fecha` the sheets are those of today and later.
 */
export class Hub {
  private readonly lines = new Map<string, Line[]>();
  private readonly listeners = new Set<() => void>();
  private away = false;
  private announced = false;

  constructor(private readonly options: HubOptions) {}

  /**
   * Follows a vendedor until the function that it returns is called.
   * @throws TypeError when the vendedor's id or `fecha` is not of its form
   */
  follow(vendedorId: string, fecha?: string): () => void {
    const line = this.lineFor(vendedorId, fecha);
    const times = line.followed.get(vendedorId) ?? 0;
    if (times === 0) {
      line.stream.subscribe(fecha === undefined ? { vendedor_id: vendedorId } : { vendedor_id: vendedorId, fecha });
    }
    line.followed.set(vendedorId, times + 1);
    let over = false;
    return () => {
      if (!over) {
        over = true;
        this.release(line, vendedorId, fecha);
      }
    };
  }

  /** What is known of a followed vendedor: the same object as long as nothing changes. */
  vista(vendedorId: string, fecha?: string): Vista | undefined {
    return this.find(vendedorId, fecha)?.stream.vista(vendedorId);
  }

  /** Gives a POST's answer to whoever shows that row; see {@link ManyStream.aplicarRespuesta}. */
  aplicarRespuesta(respuesta: Respuesta): void {
    for (const line of this.all()) {
      if (line.followed.has(respuesta.vendedor_id)) {
        line.stream.aplicarRespuesta(respuesta);
      }
    }
  }

  /** Calls after something was changed that `vista` shows, once for all changes of one moment. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Gives a new token to the open connections. */
  async renewToken(): Promise<void> {
    await Promise.all(this.all().map(({ stream }) => stream.renewToken()));
  }

  /** Closes all connections until {@link comeBack}; what was received stays shown. For a page that is left. */
  leave(): void {
    this.away = true;
    for (const { stream } of this.all()) {
      stream.suspend();
    }
  }

  /** Connects again after {@link leave}, from where it was. */
  comeBack(): void {
    this.away = false;
    for (const { stream } of this.all()) {
      stream.resume();
    }
  }

  /** Why nothing more is received, if that is so of any connection. */
  get fin(): Fin | null {
    return this.all().find(({ stream }) => stream.fin !== null)?.stream.fin ?? null;
  }

  private connect(): ManyStream {
    const stream = connect({ ...this.options, vendedores: [] });
    stream.on('vista', () => {
      this.announce();
    });
    if (this.away) {
      stream.suspend();
    }
    return stream;
  }

  /** After the current task: a burst of messages is drawn once. */
  private announce(): void {
    if (!this.announced) {
      this.announced = true;
      queueMicrotask(() => {
        this.announced = false;
        for (const listener of this.listeners) {
          listener();
        }
      });
    }
  }

  private all(): Line[] {
    return [...this.lines.values()].flat();
  }

  private find(vendedorId: string, fecha: string | undefined): Line | undefined {
    return this.lines.get(fecha ?? '')?.find(({ followed }) => followed.has(vendedorId));
  }

  private lineFor(vendedorId: string, fecha: string | undefined): Line {
    const key = fecha ?? '';
    const lines = this.lines.get(key) ?? [];
    const line =
      this.find(vendedorId, fecha) ??
      lines.find(({ stream }) => stream.fin === null && stream.vistas().length < MAX_VENDEDORES);
    if (line !== undefined) {
      return line;
    }
    const made: Line = { stream: this.connect(), followed: new Map() };
    this.lines.set(key, [...lines, made]);
    return made;
  }

  private release(line: Line, vendedorId: string, fecha: string | undefined): void {
    const times = (line.followed.get(vendedorId) ?? 0) - 1;
    if (times > 0) {
      line.followed.set(vendedorId, times);
      return;
    }
    line.followed.delete(vendedorId);
    // Not at once: who draws anew ends all that was followed before it follows what is wanted now.
    queueMicrotask(() => {
      if (!line.followed.has(vendedorId)) {
        this.drop(line, vendedorId, fecha);
      }
    });
  }

  private drop(line: Line, vendedorId: string, fecha: string | undefined): void {
    if (line.followed.size > 0) {
      line.stream.unsubscribe(vendedorId);
      return;
    }
    const key = fecha ?? '';
    const lines = this.lines.get(key) ?? [];
    const others = lines.filter((other) => other !== line);
    if (others.length === lines.length) {
      return; // gone already
    }
    if (others.length === 0) {
      this.lines.delete(key);
    } else {
      this.lines.set(key, others);
    }
    line.stream.close();
  }
}
