import type { ReactNode } from 'react';
import { avance, hora, ultimoCambio } from '../comun/formato.js';
import type { Renglon } from '../stream/index.js';
import type { Vendedor } from './useVendedores.js';

interface Props {
  readonly vendedores: readonly Vendedor[];
  readonly renglonesDe: (vendedorId: string) => readonly Renglon[] | null;
  readonly zona: string;
  readonly onElegir: (vendedorId: string) => void;
}

/** All vendedores at a glance: how far each is. */
export function Resumen({ vendedores, renglonesDe, zona, onElegir }: Props): ReactNode {
  return (
    <ul className="resumen">
      {vendedores.map(({ id, nombre }) => (
        <li key={id}>
          <button
            type="button"
            className="tarjeta"
            onClick={() => {
              onElegir(id);
            }}
          >
            <span className="tarjeta-nombre">
              <strong>{nombre}</strong> {nombre !== id && <span className="tenue">{id}</span>}
            </span>
            <Progreso renglones={renglonesDe(id)} zona={zona} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Progreso({ renglones, zona }: { readonly renglones: readonly Renglon[] | null; zona: string }): ReactNode {
  if (renglones === null) {
    return <span className="tenue">Abriendo…</span>;
  }
  const { total, d, v } = avance(renglones);
  if (total === 0) {
    return <span className="tenue">Sin planilla</span>;
  }
  const last = renglones.reduce((a, b) => (a.ocurrido_en > b.ocurrido_en ? a : b));
  return (
    <>
      <Barra nombre="D" puestos={d} total={total} />
      <Barra nombre="V" puestos={v} total={total} />
      <span className="tenue tarjeta-ultimo">
        {ultimoCambio(last)} · {hora(last.ocurrido_en, zona)}
      </span>
    </>
  );
}

function Barra({ nombre, puestos, total }: { nombre: string; puestos: number; total: number }): ReactNode {
  return (
    <span className="barra" data-lleno={puestos === total}>
      <span className="barra-nombre">{nombre}</span>
      <progress max={total} value={puestos} aria-label={`${nombre}: ${puestos} de ${total}`} />
      <span className="barra-cuenta">
        {puestos}
        <span className="tenue">/{total}</span>
      </span>
    </span>
  );
}
