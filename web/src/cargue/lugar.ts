import { useCallback, useSyncExternalStore } from 'react';
import { isFecha, isVendedorId } from '../stream/read.js';

/** What the page shows; part of its address, so that it can be kept and sent. */
export interface Lugar {
  /** null: today. */
  readonly fecha: string | null;
  /** null: all. */
  readonly vendedor: string | null;
  readonly historia: boolean;
}

/** Reads `#2026-11-25/ID1/historia`, of which each part may be missing. */
export function leerLugar(hash: string): Lugar {
  const parts = hash.replace(/^#/, '').split('/');
  const fecha = parts.find((part) => isFecha(part) && !Number.isNaN(Date.parse(`${part}T00:00:00Z`))) ?? null;
  const vendedor = parts.find((part) => isVendedorId(part) && part !== 'historia') ?? null;
  return { fecha, vendedor, historia: vendedor !== null && parts.at(-1) === 'historia' };
}

export function escribirLugar({ fecha, vendedor, historia }: Lugar): string {
  return `#${[fecha, vendedor, vendedor !== null && historia ? 'historia' : null].filter((part) => part !== null).join('/')}`;
}

/** The place that the address names, and how to go to another. */
export function useLugar(): [Lugar, (change: Partial<Lugar>) => void] {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  const ir = useCallback((change: Partial<Lugar>) => {
    location.hash = escribirLugar({ ...leerLugar(location.hash), ...change });
  }, []);
  return [leerLugar(hash), ir];
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => {
    removeEventListener('hashchange', listener);
  };
}
