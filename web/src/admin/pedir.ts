/** What came of a call: its status and text, or why there is none, for people. */
export type Contestacion =
  { readonly tipo: 'respuesta'; readonly status: number; readonly texto: string } | { readonly tipo: 'sin respuesta' };

/** A comparison waits for the node to reach a position. */
const LIMITE_MS = 15_000;

/** Calls a service in the session's name; answers may be lines. Never throws. */
export async function pedir(url: string, metodo: 'GET' | 'DELETE' = 'GET', parar?: AbortSignal): Promise<Contestacion> {
  // What both signals make is not known to all browsers (AbortSignal.any).
  const abort = new AbortController();
  const stop = (): void => {
    abort.abort();
  };
  const timer = setTimeout(stop, LIMITE_MS);
  parar?.addEventListener('abort', stop);
  try {
    const response = await fetch(url, {
      method: metodo,
      credentials: 'include',
      cache: 'no-store',
      signal: abort.signal,
    });
    return { tipo: 'respuesta', status: response.status, texto: await response.text() };
  } catch {
    return { tipo: 'sin respuesta' }; // no network, too late, or the page went elsewhere
  } finally {
    clearTimeout(timer);
    parar?.removeEventListener('abort', stop);
  }
}
