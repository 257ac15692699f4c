import { useCallback, useEffect, useState } from 'react';
import { useDentro } from '../comun/dentro.js';
import { json, mensaje } from '../comun/servicio.js';
import { pedir, type Contestacion } from './pedir.js';

/** What was read last, and what keeps it from being read now. */
export interface Sondeo<T> {
  readonly datos: T | null;
  /** For people; null when it was read. */
  readonly problema: string | null;
  /** Reads it again at once. */
  readonly releer: () => void;
}

const CADA_MS = 5_000;

/** What is wrong with an answer, for people; null when it is good. */
export function problemaDe(answer: Contestacion, que: string): string | null {
  if (answer.tipo === 'sin respuesta') {
    return `No hay conexión para leer ${que}.`;
  }
  if (answer.status >= 200 && answer.status < 300) {
    return null;
  }
  return `No se pudo leer ${que}: ${mensaje(json(answer.texto), `estado ${answer.status}`)}`;
}

/**
 * Reads an address again and again while the page is visible; what was read stays when it cannot be read.
 *
 * @param leer understands the answer, null when it cannot; always the same function
 * @param que names it in Spanish, with its article
 */
export function useSondeo<T>(url: string, leer: (text: string) => T | null, que: string): Sondeo<T> {
  const { vencer, vez } = useDentro();
  const [datos, setDatos] = useState<T | null>(null);
  const [problema, setProblema] = useState<string | null>(null);
  const [vuelta, setVuelta] = useState(0);
  const releer = useCallback(() => {
    setVuelta((before) => before + 1);
  }, []);

  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let reading = false;
    const read = async (): Promise<void> => {
      clearTimeout(timer);
      if (reading || document.visibilityState === 'hidden') {
        return;
      }
      reading = true;
      const answer = await pedir(url, 'GET', abort.signal);
      reading = false;
      if (abort.signal.aborted) {
        return;
      }
      if (answer.tipo === 'respuesta' && answer.status === 401) {
        vencer();
      }
      const wrong = problemaDe(answer, que);
      const found = wrong === null && answer.tipo === 'respuesta' ? leer(answer.texto) : null;
      if (found !== null) {
        setDatos(found);
      }
      setProblema(wrong ?? (found === null ? `El servicio contestó algo que no se entiende al leer ${que}.` : null));
      timer = setTimeout(() => void read(), CADA_MS);
    };
    const look = (): void => {
      void read();
    };
    document.addEventListener('visibilitychange', look);
    void read();
    return () => {
      abort.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
    // A new session reads anew; `vencer` is of that session.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [url, vuelta, vez, leer, que]);

  return { datos, problema, releer };
}
