import { useMemo, useState, type ReactNode } from 'react';
import { enOrden, hora, numero, ultimoCambio } from '../comun/formato.js';
import { nombreDe } from '../comun/respuesta.js';
import { DIAS, type Renglon } from '../stream/index.js';
import type { Marca, Vistazo } from './marcas.js';

/** What a sheet needs on which D is ticked. */
export interface Mandos {
  /** What is under way. */
  readonly vistazo: Vistazo;
  readonly onMarcar: (renglon: Renglon, d: boolean) => void;
  readonly onEntendido: (renglon: Renglon) => void;
}

/** Without {@link Mandos} a sheet is only read. */
interface Props extends Partial<Mandos> {
  readonly renglones: readonly Renglon[];
  readonly zona: string;
}

/** A vendedor's sheet: a row a product, grouped by day when there is more than one. */
export function Hoja({ renglones, zona, vistazo, onMarcar, onEntendido }: Props): ReactNode {
  const grupos = useMemo(() => porDia(renglones), [renglones]);
  return grupos.map(([dia, rows]) => (
    <table className="hoja" key={dia}>
      <caption className={grupos.length > 1 ? 'hoja-dia' : 'oculto'}>{dia}</caption>
      <thead>
        <tr>
          <th scope="col">Producto</th>
          <th scope="col" className="centro">
            <abbr title="Despachador">D</abbr>
          </th>
          <th scope="col" className="centro">
            <abbr title="Vendedor">V</abbr>
          </th>
          <th scope="col" className="derecha">
            Total
          </th>
          <th scope="col" className="hoja-quien">
            Último cambio
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((renglon) => (
          <FilaHoja
            key={renglon.producto}
            renglon={renglon}
            zona={zona}
            marca={vistazo?.marcas.get(nombreDe(renglon))}
            rechazo={vistazo?.rechazos.get(nombreDe(renglon))}
            onMarcar={onMarcar}
            onEntendido={onEntendido}
          />
        ))}
      </tbody>
    </table>
  ));
}

interface FilaProps {
  readonly renglon: Renglon;
  readonly zona: string;
  readonly marca: Marca | undefined;
  readonly rechazo: string | undefined;
  readonly onMarcar: Props['onMarcar'];
  readonly onEntendido: Props['onEntendido'];
}

function FilaHoja({ renglon, zona, marca, rechazo, onMarcar, onEntendido }: FilaProps): ReactNode {
  const { producto, total, v, seq } = renglon;
  const [primera] = useState(seq);
  const d = marca?.d ?? renglon.d;
  return (
    <tr
      data-producto={producto}
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
        {ultimoCambio(renglon)} <time dateTime={renglon.ocurrido_en}>{hora(renglon.ocurrido_en, zona)}</time>
      </td>
    </tr>
  );
}

/** A tick that cannot be changed here. */
function Marcado({ puesto, nombre }: { readonly puesto: boolean; readonly nombre: string }): ReactNode {
  return (
    <span className="marcado" data-puesto={puesto}>
      <span className="oculto">{puesto ? `${nombre} marcado` : `${nombre} sin marcar`}</span>
    </span>
  );
}

function porDia(renglones: readonly Renglon[]): readonly (readonly [string, readonly Renglon[]])[] {
  const sorted = enOrden(renglones);
  return DIAS.map((dia) => [dia, sorted.filter((renglon) => renglon.dia === dia)] as const).filter(
    ([, rows]) => rows.length > 0,
  );
}
