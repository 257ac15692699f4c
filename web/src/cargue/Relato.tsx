import type { ReactNode } from 'react';
import { fechaLarga, hora, hoy } from '../comun/formato.js';
import type { Renglon } from '../stream/index.js';
import { relatar } from './sucesos.js';
import { useJornada } from './useJornada.js';

interface Props {
  readonly renglon: Renglon;
  readonly zona: string;
}

/** Who did what to a row and when; read from the topic, again with each change that the stream brings. */
export function Relato({ renglon, zona }: Props): ReactNode {
  const lectura = useJornada(renglon.vendedor_id, renglon.fecha, renglon.ocurrido_en);
  switch (lectura.tipo) {
    case 'leyendo':
      return <p role="status">Leyendo…</p>;
    case 'fallida':
      return <p role="alert">{lectura.motivo}</p>;
    case 'leida':
      return (
        <ol className="relato" aria-label={`Historia de ${renglon.producto}`}>
          {relatar(lectura.jornada.cambios, renglon).map(({ instante, tocado, que, quien }, n) => (
            <li key={n}>
              <time dateTime={new Date(instante).toISOString()}>{hora(instante, zona)}</time> <strong>{que}</strong>{' '}
              <span className="tenue">
                {quien}
                {tocado !== null && `, tocado ${cuando(tocado, instante, zona)}`}
              </span>
            </li>
          ))}
        </ol>
      );
  }
}

/** With the date, where that was another day. */
function cuando(tocado: number, guardado: number, zona: string): string {
  const day = hoy(zona, tocado);
  return `${day === hoy(zona, guardado) ? '' : `el ${fechaLarga(day)} `}a las ${hora(tocado, zona)}`;
}
