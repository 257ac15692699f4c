import type { Environment } from './environment.js';

/** Longest wait for the answer. */
export const PROBE_LIMIT_MS = 5_000;

export interface ProbeAnswer {
  readonly status: number;
  /** For people, in Spanish, when the server said something. */
  readonly motivo: string;
  readonly retryAfterMs: number | null;
}

/**
 * Asks over HTTP what a socket that was not opened cannot tell: its status. null: no answer that can be read, as of a
 * server that is not there, or one that refuses this page.
 */
export async function probe(env: Environment, url: string, token: string | null): Promise<ProbeAnswer | null> {
  const aborter = new AbortController();
  const cancel = env.schedule(() => {
    aborter.abort();
  }, PROBE_LIMIT_MS);
  try {
    const headers: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` };
    const { signal } = aborter;
    const response = await env.fetch(url, { headers, signal, credentials: 'include', cache: 'no-store' });
    const motivo = response.ok ? '' : message(await response.text());
    const retryAfterMs = retryAfter(response.headers.get('Retry-After'), env.now());
    if (response.ok) {
      await response.body?.cancel();
    }
    return { status: response.status, motivo, retryAfterMs };
  } catch {
    return null; // whatever it was, the next attempt to connect finds out
  } finally {
    cancel();
  }
}

function message(body: string): string {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string'
      ? value.message
      : '';
  } catch {
    return ''; // a proxy's page
  }
}

/** Seconds, or a date. */
function retryAfter(header: string | null, now: number): number | null {
  if (header === null) {
    return null;
  }
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}
