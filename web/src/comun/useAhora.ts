import { useSyncExternalStore } from 'react';

const SEGUNDO_MS = 1_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let ahora = Date.now();

function tick(): void {
  ahora = Date.now();
  for (const listener of listeners) {
    listener();
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  ahora = Date.now();
  timer ??= setInterval(tick, SEGUNDO_MS);
  // A page that comes back must not show for a second what was true when it left.
  document.addEventListener('visibilitychange', tick);
  document.addEventListener('resume', tick);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
      document.removeEventListener('visibilitychange', tick);
      document.removeEventListener('resume', tick);
    }
  };
}

/** Milliseconds since 1970, anew every second. */
export function useAhora(): number {
  return useSyncExternalStore(subscribe, () => ahora);
}

/** Whether the device says that it has a network. */
export function useConRed(): boolean {
  return useSyncExternalStore(subscribeRed, () => navigator.onLine);
}

function subscribeRed(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}
