import { memo, useState, type ReactNode } from 'react';
import { hora, numero, ultimoCambio } from '../comun/formato.js';
import type { Renglon } from '../stream/index.js';
import type { Marca } from './marcas.js';
import { Relato } from './Relato.js';

interface Props {
  readonly renglon: Renglon;
  readonly zona: string;
  readonly marca: Marca | undefined;
  readonly rechazo: string | undefined;
  /** Missing: the row is only read. */
  readonly onMarcar: ((renglon: Renglon, d: boolean) => void) | undefined;
  readonly onEntendido: ((renglon: Renglon) => void) | undefined;
  /** Whether what happened to it can be asked for. */
  readonly conRelato: boolean;
}

const COLUMNAS = 5;

/** A product on the dispatcher's board. */
export const FilaHoja = memo(function FilaHoja(props: Props): ReactNode {
  const { renglon, zona, marca, rechazo, onMarcar, onEntendido, conRelato } = props;
  const { producto, dia, total, v, seq } = renglon;
  const [primera] = useState(seq);
  const [abierto, setAbierto] = useState(false);
  const d = marca?.d ?? renglon.d;
  const cuando = renglon.respuesta ? (
    '…'
  ) : (
    <>
      <span className="quien">{ultimoCambio(renglon)}</span>{' '}
      <time dateTime={renglon.ocurrido_en}>{hora(renglon.ocurrido_en, zona)}</time>
    </>
  );
  return (
    <>
      <tr
        data-producto={producto}
        data-dia={dia}
        data-d={d}
        data-v={v}
        data-total={total}
        data-seq={seq}
        data-enviando={marca !== undefined}
      >
        <th scope="row" className="hoja-producto">
          {seq !== primera && <span key={seq} className="destello" aria-hidden="true" />}
          {producto}
          {rechazo !== undefined && (
            <span className="rechazo" role="alert">
              {rechazo}
              <button
                type="button"
                className="boton discreto"
                onClick={() => {
                  onEntendido?.(renglon);
                }}
              >
                Entendido
              </button>
            </span>
          )}
        </th>
        <td className="centro">
          {onMarcar === undefined ? (
            <Marcado puesto={d} nombre="D" />
          ) : (
            <button
              type="button"
              className="check"
              role="checkbox"
              aria-checked={d}
              aria-busy={marca !== undefined}
              aria-label={`D de ${producto}`}
              title={marca?.insiste === true ? 'Enviando: el servicio aún no contesta' : undefined}
              onClick={() => {
                onMarcar(renglon, !d);
              }}
            />
          )}
        </td>
        <td className="centro">
          <Marcado puesto={v && d} nombre="V" />
        </td>
        <td className="derecha hoja-total">{numero(total)}</td>
        <td className="hoja-quien">
          {conRelato ? (
            <button
              type="button"
              className="quien-boton"
              aria-expanded={abierto}
              title="Quién y cuándo"
              onClick={() => {
                setAbierto(!abierto);
              }}
            >
              {cuando}
            </button>
          ) : (
            cuando
          )}
        </td>
      </tr>
      {abierto && (
        <tr className="hoja-relato">
          <td colSpan={COLUMNAS}>
            <Relato renglon={renglon} zona={zona} />
          </td>
        </tr>
      )}
    </>
  );
});

/** A tick that cannot be changed here. */
function Marcado({ puesto, nombre }: { readonly puesto: boolean; readonly nombre: string }): ReactNode {
  return (
    <span className="marcado" data-puesto={puesto}>
      <span className="oculto">{puesto ? `${nombre} marcado` : `${nombre} sin marcar`}</span>
    </span>
  );
}
