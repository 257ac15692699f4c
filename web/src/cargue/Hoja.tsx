import { useMemo, type KeyboardEvent, type ReactNode } from 'react';
import { porDia } from '../comun/formato.js';
import { nombreDe } from '../comun/respuesta.js';
import type { Renglon } from '../stream/index.js';
import { FilaHoja } from './FilaHoja.js';
import type { Vistazo } from './marcas.js';

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
  /** Whether what happened to a row can be asked for. */
  readonly conRelato?: boolean;
}

/** A vendedor's sheet: a row a product, grouped by day when there is more than one. */
export function Hoja({ renglones, zona, vistazo, onMarcar, onEntendido, conRelato = false }: Props): ReactNode {
  const grupos = useMemo(() => porDia(renglones, (renglon) => renglon), [renglones]);
  return grupos.map(([dia, rows]) => (
    <table className="hoja" key={dia} onKeyDown={irConFlechas}>
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
            conRelato={conRelato}
          />
        ))}
      </tbody>
    </table>
  ));
}

/** Arrows go from tick to tick, so that a sheet is ticked down by keyboard. */
function irConFlechas(event: KeyboardEvent<HTMLElement>): void {
  const checks = [...document.querySelectorAll<HTMLElement>('.hoja .check')];
  const at = checks.findIndex((check) => check === event.target);
  const places: Partial<Record<string, number>> = {
    ArrowDown: Math.min(at + 1, checks.length - 1),
    ArrowUp: Math.max(at - 1, 0),
    Home: 0,
    End: checks.length - 1,
  };
  const to = places[event.key];
  if (at >= 0 && to !== undefined) {
    event.preventDefault();
    checks[to]?.focus();
  }
}
