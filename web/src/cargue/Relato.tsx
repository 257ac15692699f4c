import type { ReactNode } from 'react';
import { hora } from '../comun/formato.js';
import type { Renglon } from '../stream/index.js';
import { relatar } from './sucesos.js';
import { useJornada } from './useJornada.js';

interface Props {
  readonly renglon: Renglon;
  readonly zona: string;
}

/** Who did what to a row and when; read from the topic, again with each change of the row. */
export function Relato({ renglon, zona }: Props): ReactNode {
  const lectura = useJornada(renglon.vendedor_id, renglon.fecha, renglon.seq);
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
                {tocado !== null && `, tocado a las ${hora(tocado, zona)}`}
              </span>
            </li>
          ))}
        </ol>
      );
  }
}
