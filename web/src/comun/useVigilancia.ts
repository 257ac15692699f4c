import { useCallback, useEffect, useRef } from 'react';
import { escuchar } from './canal.js';
import type { Guardia, Hallazgo } from './guardia.js';
import { despedirse } from './sesion.js';
import type { Estado } from './usePuerta.js';

/** A service that refuses a session and says that it is good is not asked again and again. */
const RENOVACION_MS = 10_000;

const REINTENTO_MS = 3_000;

/**
 * Notices when the browser's session ends, is renewed or becomes somebody else's: asks whenever the user comes back to the
 * page or another page says so, and obeys what is found out. Returns what is called when a service says that there is no
 * session.
 */
export function useVigilancia(
  estado: Estado,
  setEstado: (change: (now: Estado) => Estado) => void,
  setVez: (change: (before: number) => number) => void,
): () => void {
  const { guardia, vencida } = estado.tipo === 'dentro' ? estado : { guardia: null, vencida: null };
  /** Of whom a service has said that there is no session. */
  const refused = useRef<Guardia | null>(null);
  const renewedAt = useRef(-Infinity);

  useEffect(() => {
    if (guardia === null) {
      return undefined;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const mark = (motivo: string | null): void => {
      setEstado((now) => (now.tipo === 'dentro' ? { ...now, vencida: motivo } : now));
    };
    const obey = (hallazgo: Hallazgo): void => {
      switch (hallazgo.tipo) {
        case 'sin respuesta':
          if (refused.current === guardia) {
            clearTimeout(timer);
            timer = setTimeout(() => void guardia.comprobar(), REINTENTO_MS);
          }
          return;
        case 'nadie':
        case 'a medias':
          mark(porqueVencio(guardia.sub));
          break;
        case 'de otro':
          mark(porqueVencio(guardia.sub, hallazgo.sub));
          break;
        case 'mia':
          if (refused.current === guardia || vencida !== null) {
            renew();
          }
          break;
      }
      refused.current = null;
    };
    /** Another page has opened the session anew: the connections of the old one are made again. */
    const renew = (): void => {
      const soon = Date.now() - renewedAt.current < RENOVACION_MS;
      mark(soon ? 'El servicio no acepta la sesión. Entra otra vez.' : null);
      if (!soon) {
        renewedAt.current = Date.now();
        setVez((before) => before + 1);
      }
    };
    const end = guardia.subscribe(obey);
    void guardia.comprobar();
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [guardia, vencida, setEstado, setVez]);

  useEffect(() => {
    if (guardia === null) {
      return undefined;
    }
    const leave = (): void => {
      guardia.dudar();
    };
    const look = (): void => {
      if (document.visibilityState === 'visible') {
        void guardia.comprobar();
      } else {
        guardia.dudar();
      }
    };
    const online = (): void => {
      void despedirse();
    };
    const end = escuchar(() => {
      guardia.dudar();
      void guardia.comprobar();
    }, leave);
    addEventListener('blur', leave);
    addEventListener('focus', look);
    addEventListener('online', online);
    document.addEventListener('visibilitychange', look);
    return () => {
      end();
      removeEventListener('blur', leave);
      removeEventListener('focus', look);
      removeEventListener('online', online);
      document.removeEventListener('visibilitychange', look);
    };
  }, [guardia]);

  return useCallback(() => {
    refused.current = guardia;
    guardia?.dudar();
    void guardia?.comprobar();
  }, [guardia]);
}

/** For people: why the session has to be opened again. */
export function porqueVencio(sub: string, otro?: string): string {
  return otro === undefined
    ? `La sesión de ${sub} terminó. Entra otra vez para seguir.`
    : `En este navegador entró ${otro}. Entra otra vez como ${sub} para seguir.`;
}
