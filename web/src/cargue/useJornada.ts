import { useEffect, useState } from 'react';
import { useDentro } from '../comun/dentro.js';
import { jornada, leerCambios, type Jornada } from './jornada.js';

export type Lectura =
  | { readonly tipo: 'leyendo' }
  | { readonly tipo: 'leida'; readonly jornada: Jornada }
  | { readonly tipo: 'fallida'; readonly motivo: string };

const REINTENTO_MS = 2_000;

/** What happened to a vendedor's sheets of a date, read from the topic once; again with each `vuelta`. */
export function useJornada(vendedorId: string, fecha: string, vuelta: number | string): Lectura {
  const { config, vencer } = useDentro();
  const { push, zona } = config;
  const [lectura, setLectura] = useState<Lectura>({ tipo: 'leyendo' });
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async (): Promise<void> => {
      const answer = await ask(`${push}/api/eventos/${vendedorId}/?fecha=${fecha}`, abort.signal);
      if (abort.signal.aborted) {
        return;
      }
      if (answer === null) {
        setLectura({ tipo: 'fallida', motivo: 'No hay conexión para leer la historia.' });
      } else if (answer.status === 200) {
        const cambios = leerCambios(answer.text);
        setLectura(
          cambios === null
            ? { tipo: 'fallida', motivo: 'La historia llegó incompleta.' }
            : { tipo: 'leida', jornada: jornada(cambios, fecha, zona, Date.now()) },
        );
      } else if (answer.status === 429 || answer.status === 503) {
        timer = setTimeout(() => void read(), REINTENTO_MS); // one reading at a time a user: another page of theirs reads
      } else if (answer.status === 401) {
        vencer();
      } else {
        setLectura({ tipo: 'fallida', motivo: `No se pudo leer la historia (${answer.status}).` });
      }
    };
    setLectura({ tipo: 'leyendo' });
    void read();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `vencer` is not what is read
  }, [push, zona, vendedorId, fecha, vuelta]);
  return lectura;
}

async function ask(url: string, signal: AbortSignal): Promise<{ status: number; text: string } | null> {
  try {
    const response = await fetch(url, { credentials: 'include', cache: 'no-store', signal });
    return { status: response.status, text: await response.text() };
  } catch {
    return null; // no network, or the page went elsewhere
  }
}
