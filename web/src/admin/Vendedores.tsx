import { useState, type ReactNode } from 'react';
import { numero } from '../comun/formato.js';
import { renglones, type Lugar } from './cabezas.js';
import type { Respuesta } from './leer.js';
import { cuantas, posicionCorta } from './palabras.js';

interface Props {
  readonly nodos: readonly Respuesta[];
  readonly elegido: string | null;
  readonly onElegir: (vendedorId: string) => void;
}

/** More are looked for by their id. */
const MAX_VISTOS = 200;

/** How far each node is with each vendedor, side by side. */
export function Vendedores({ nodos, elegido, onElegir }: Props): ReactNode {
  const [busca, setBusca] = useState('');
  const [atrasados, setAtrasados] = useState(false);
  const all = renglones(nodos);
  const found = all.filter(
    (one) => one.vendedor_id.toLowerCase().includes(busca.trim().toLowerCase()) && (!atrasados || one.atrasado),
  );
  const shown = found.slice(0, MAX_VISTOS);
  return (
    <section aria-labelledby="vendedores">
      <h2 id="vendedores">Vendedores</h2>
      <p className="busca">
        <label>
          Buscar{' '}
          <input
            type="search"
            value={busca}
            onChange={({ target }) => {
              setBusca(target.value);
            }}
          />
        </label>
        <label className="busca-atrasados">
          <input
            type="checkbox"
            checked={atrasados}
            onChange={({ target }) => {
              setAtrasados(target.checked);
            }}
          />{' '}
          Solo donde un nodo está atrás
        </label>
        <span className="tenue" role="status">
          {found.length === all.length
            ? cuantas(all.length, 'vendedor', 'vendedores')
            : `${numero(found.length)} de ${numero(all.length)}`}
          {found.length > MAX_VISTOS && `; se ven los primeros ${MAX_VISTOS}`}
        </span>
      </p>
      {shown.length > 0 && (
        <div className="corredera" tabIndex={0} role="group" aria-label="Posiciones por nodo">
          <table className="cabezas">
            <thead>
              <tr>
                <th scope="col">Vendedor</th>
                {nodos.map(({ url, nodo }) => (
                  <th key={url ?? ''} scope="col">
                    {nodo?.nodo ?? url}
                    {url !== null && nodo !== null && <span className="tenue cabezas-url">{lugarDe(url)}</span>}
                  </th>
                ))}
                <th scope="col" className="derecha">
                  Conexiones
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ vendedor_id: id, lugares, viewers }) => (
                <tr key={id} data-vendedor={id}>
                  <th scope="row">
                    <button
                      type="button"
                      className="boton elegir"
                      aria-pressed={id === elegido}
                      onClick={() => {
                        onElegir(id);
                      }}
                    >
                      {id}
                    </button>
                  </th>
                  {lugares.map((lugar, n) => (
                    <td key={nodos[n]?.url ?? ''} data-lugar={lugar.tipo}>
                      <Celda lugar={lugar} />
                    </td>
                  ))}
                  <td className="derecha">{numero(viewers)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Celda({ lugar }: { readonly lugar: Lugar }): ReactNode {
  switch (lugar.tipo) {
    case 'sin respuesta':
      return <span className="tenue">sin respuesta</span>;
    case 'vacío':
      return <span className="tenue">sin cambios</span>;
    case 'nada':
      return <span>no lo tiene</span>;
    case 'al día':
      return <span title={lugar.cabeza.epoca ?? ''}>{posicionCorta(lugar.cabeza)}</span>;
    case 'atrás':
      return (
        <>
          <span title={lugar.cabeza.epoca ?? ''}>{posicionCorta(lugar.cabeza)}</span>{' '}
          <strong className="atras">{lugar.falta === null ? 'otra época' : `faltan ${numero(lugar.falta)}`}</strong>
        </>
      );
  }
}

/** Without what all have in common. */
function lugarDe(url: string): string {
  return url.replace(/^https?:\/\//, '');
}
