/** The world around the client; tests give it another. */
export interface Environment {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs a task later; returns what prevents it. */
  schedule(task: () => void, delayMs: number): () => void;
  /** From 0 (inclusive) to 1 (exclusive). */
  random(): number;
  /** Begins to open a WebSocket; throws when the address cannot be one. */
  open(url: string, protocols: string[], listener: SocketListener): Socket;
  fetch: typeof globalThis.fetch;
  /**
   * Calls when the device is back: online again (then its network was gone), or the page visible again. Returns what
   * ends it.
   */
  onReturn(task: (networkWasGone: boolean) => void): () => void;
}

export interface Socket {
  send(text: string): void;
  /** Begins to close; nothing is listened to any longer. */
  close(): void;
}

export interface SocketListener {
  onOpen(): void;
  onMessage(data: unknown): void;
  /** Once; also when it could not be opened. */
  onClose(code: number, reason: string): void;
}

const NORMAL = 1000;

/** A browser's page, a worker, or Node with a WebSocket given to it. */
export function standardEnvironment(WebSocketClass: typeof globalThis.WebSocket): Environment {
  return {
    now: () => Date.now(),
    schedule: (task, delayMs) => {
      const timer = setTimeout(task, delayMs);
      return () => {
        clearTimeout(timer);
      };
    },
    random: () => Math.random(),
    open: (url, protocols, listener) => openSocket(new WebSocketClass(url, protocols), listener),
    fetch: (input, init) => globalThis.fetch(input, init),
    onReturn,
  };
}

function openSocket(socket: WebSocket, listener: SocketListener): Socket {
  let heard = true;
  socket.onopen = () => {
    if (heard) {
      listener.onOpen();
    }
  };
  socket.onmessage = (event: MessageEvent<unknown>) => {
    if (heard) {
      listener.onMessage(event.data);
    }
  };
  socket.onclose = (event) => {
    if (heard) {
      heard = false;
      listener.onClose(event.code, event.reason);
    }
  };
  socket.onerror = () => {
    // Tells nothing; the close that follows is what counts. Without a listener, Node would take it as uncaught.
  };
  return {
    send: (text) => {
      socket.send(text);
    },
    close: () => {
      heard = false;
      socket.close(NORMAL);
    },
  };
}

function onReturn(task: (networkWasGone: boolean) => void): () => void {
  const page: Document | undefined = 'document' in globalThis ? globalThis.document : undefined;
  const onVisible = (): void => {
    if (page?.visibilityState === 'visible') {
      task(false);
    }
  };
  const onOnline = (): void => {
    task(true);
  };
  const listens = typeof globalThis.addEventListener === 'function';
  if (listens) {
    globalThis.addEventListener('online', onOnline);
  }
  page?.addEventListener('visibilitychange', onVisible);
  return () => {
    if (listens) {
      globalThis.removeEventListener('online', onOnline);
    }
    page?.removeEventListener('visibilitychange', onVisible);
  };
}
