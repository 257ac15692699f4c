import { createContext, useContext } from 'react';
import type { Guardia } from './guardia.js';
import type { Config, Sesion } from './sesion.js';

/** What is known of whoever is in. */
export interface Dentro {
  readonly config: Config;
  readonly sesion: Sesion;
  /** Whether the browser's session is still this user's; to be asked before anything is sent. */
  readonly guardia: Guardia;
  /** Counts the sessions since the page was opened: connections belong to one. */
  readonly vez: number;
  /** A service has said that there is no session any more. */
  readonly vencer: () => void;
  readonly salir: () => void;
}

export const Contexto = createContext<Dentro | null>(null);

/** Who is in; within `Puerta`. */
export function useDentro(): Dentro {
  const dentro = useContext(Contexto);
  if (dentro === null) {
    throw new Error('nobody is in');
  }
  return dentro;
}
