import { useSyncExternalStore } from 'react';

/** Which of the documents is looked at; part of the page's address. */
export type Vista = 'http' | 'eventos';

/** `#eventos`, or `#eventos/…` for a place in it; all else, as Swagger UI's own `#/tag/operation`, is of HTTP. */
export function leerVista(hash: string): Vista {
  return /^#eventos(\/|$)/.test(hash) ? 'eventos' : 'http';
}

export const DE_VISTA: Readonly<Record<Vista, string>> = { http: '#/', eventos: '#eventos' };

export function idDeCanal(canal: string): string {
  return `eventos/${canal}`;
}

export function idDeMensaje(mensaje: string): string {
  return `eventos/mensaje/${mensaje}`;
}

export function useHash(): string {
  return useSyncExternalStore(subscribe, () => location.hash);
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => {
    removeEventListener('hashchange', listener);
  };
}
