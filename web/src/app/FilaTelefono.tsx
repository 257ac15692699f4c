import { memo, type ReactNode } from 'react';
import { numero } from '../comun/formato.js';
import type { Situada } from './situacion.js';
import type { Envios } from './useCola.js';

interface Props extends Situada {
  readonly marcar: Envios['marcar'];
  readonly entendido: Envios['entendido'];
}

const PALABRAS = {
  libre: 'Sin marcar',
  pendiente: 'Por enviar',
  confirmada: 'Confirmada',
  rechazada: 'No aceptada',
  conflicto: 'Cambió mientras tanto',
} as const;

/** A product on the seller's phone: the whole row is what is tapped. Drawn anew only when it has changed itself. */
export const FilaTelefono = memo(function FilaTelefono(props: Props): ReactNode {
  const { renglon, v, situacion, aviso, marcar, entendido } = props;
  const { producto, d, total, seq } = renglon;
  return (
    <li
      className="fila"
      data-producto={producto}
      data-dia={renglon.dia}
      data-situacion={situacion}
      data-d={d}
      data-v={v}
      data-total={total}
      data-seq={seq}
    >
      <button
        type="button"
        className="fila-toque"
        role="checkbox"
        aria-checked={v}
        aria-label={`Recibí ${producto}, ${numero(total)}. ${d ? 'Despachado' : 'Sin despachar'}. ${PALABRAS[situacion]}.`}
        onClick={() => {
          marcar(renglon, !v, renglon);
        }}
      >
        <span className="fila-check" aria-hidden="true" />
        <span className="fila-producto">{producto}</span>
        <span className="fila-total">{numero(total)}</span>
        <span className="fila-estado">
          {situacion !== 'confirmada' && (
            <span className="ficha" data-puesto={d}>
              {d ? 'Despachado' : 'Sin despachar'}
            </span>
          )}
          {situacion !== 'libre' && <span className="fila-situacion">{PALABRAS[situacion]}</span>}
        </span>
      </button>
      {aviso !== null && (
        <div className="fila-aviso" role="alert">
          <p>{aviso.mensaje}</p>
          {aviso.tipo === 'conflicto' && (
            <p>
              Ahora: {d ? 'despachado' : 'sin despachar'}, {renglon.v ? 'recibido' : 'sin recibir'}, total{' '}
              {numero(total)}.{' '}
              {aviso.v === renglon.v ? '' : aviso.v ? '¿Marcar de todos modos?' : '¿Quitar de todos modos?'}
            </p>
          )}
          <p className="fila-acciones">
            {aviso.v !== renglon.v && (
              <button
                type="button"
                className="boton principal"
                onClick={() => {
                  marcar(renglon, aviso.v, renglon);
                }}
              >
                {aviso.v ? 'Marcar otra vez' : 'Quitar otra vez'}
              </button>
            )}
            <button
              type="button"
              className="boton"
              onClick={() => {
                entendido(renglon);
              }}
            >
              Dejar así
            </button>
          </p>
        </div>
      )}
    </li>
  );
});
