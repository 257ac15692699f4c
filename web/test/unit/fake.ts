import type { Environment, SocketListener } from '../../src/stream/environment.js';

/** A socket whose other end is the test. */
export class FakeSocket {
  readonly sent: unknown[] = [];
  closedByClient = false;
  private over = false;

  constructor(
    readonly url: string,
    readonly protocols: string[],
    private readonly listener: SocketListener,
  ) {}

  get isOver(): boolean {
    return this.over || this.closedByClient;
  }

  open(): this {
    this.listener.onOpen();
    return this;
  }

  /** Gives the client messages; what comes after it has closed is not heard, as with a real one. */
  says(...messages: unknown[]): this {
    for (const message of messages) {
      this.saysText(JSON.stringify(message));
    }
    return this;
  }

  saysText(text: unknown): this {
    if (!this.isOver) {
      this.listener.onMessage(text);
    }
    return this;
  }

  serverCloses(code: number, reason = ''): void {
    if (!this.isOver) {
      this.over = true;
      this.listener.onClose(code, reason);
    }
  }

  /** A handshake that comes to nothing. */
  fails(): void {
    this.serverCloses(1006);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.closedByClient = true;
  }
}

/** A world with a clock of its own (fake timers), in which nobody may hold more sockets at once than is right. */
export class FakeEnvironment implements Environment {
  readonly sockets: FakeSocket[] = [];
  readonly asked: { url: string; authorization: string | null }[] = [];
  chance = 0.5;
  answer: () => Promise<Response> = () => Promise.reject(new TypeError('no server'));
  private readonly returns = new Set<(networkWasGone: boolean) => void>();

  /** Sockets at once. */
  protected readonly limit: number = 1;

  now(): number {
    return Date.now();
  }

  schedule(task: () => void, delayMs: number): () => void {
    const timer = setTimeout(task, delayMs);
    return () => {
      clearTimeout(timer);
    };
  }

  random(): number {
    return this.chance;
  }

  open(url: string, protocols: string[], listener: SocketListener): FakeSocket {
    const open = this.sockets.filter((socket) => !socket.isOver);
    if (open.length >= this.limit) {
      throw new Error(`one more socket while ${open.length} are open`);
    }
    const socket = new FakeSocket(url, protocols, listener);
    this.sockets.push(socket);
    return socket;
  }

  fetch = (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const authorization = new Headers(init?.headers).get('Authorization');
    this.asked.push({ url: input instanceof Request ? input.url : input.toString(), authorization });
    return this.answer();
  };

  onReturn(task: (networkWasGone: boolean) => void): () => void {
    this.returns.add(task);
    return () => {
      this.returns.delete(task);
    };
  }

  /** The device is online again, or else the page visible. */
  comesBack(networkWasGone = false): void {
    for (const task of this.returns) {
      task(networkWasGone);
    }
  }

  get listensForReturn(): boolean {
    return this.returns.size > 0;
  }

  get last(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) {
      throw new Error('no socket was opened');
    }
    return socket;
  }
}
