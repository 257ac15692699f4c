export type Listener<T> = (event: T) => void;

/** Tells listeners. One that throws keeps no other from being told; its error is the page's, as of any event handler. */
export class Emitter<E extends object> {
  private readonly listeners = new Map<keyof E, Set<(event: never) => void>>();

  /** Returns what ends it. */
  on<K extends keyof E>(name: K, listener: Listener<E[K]>): () => void {
    const own: Listener<E[K]> = (event) => {
      listener(event);
    };
    const all = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, all.add(own));
    return () => {
      all.delete(own);
    };
  }

  emit<K extends keyof E>(name: K, event: E[K]): void {
    for (const listener of [...(this.listeners.get(name) ?? [])] as Listener<E[K]>[]) {
      try {
        listener(event);
      } catch (e) {
        queueMicrotask(() => {
          throw e;
        });
      }
    }
  }
}
