import type { ReactNode } from 'react';
import { lapso, numero } from '../comun/formato.js';
import { deServicio } from '../comun/reloj.js';
import { useAhora } from '../comun/useAhora.js';
import { atrasoDe } from './cabezas.js';
import type { Nodo, Respuesta } from './leer.js';
import { cuantas, fase } from './palabras.js';

interface Props {
  /** null: not read yet. */
  readonly nodos: readonly Respuesta[] | null;
}

/** How each node stands. */
export function Nodos({ nodos }: Props): ReactNode {
  return (
    <section aria-labelledby="nodos">
      <h2 id="nodos">Nodos</h2>
      {nodos === null ? (
        <p className="tenue">Leyendo…</p>
      ) : (
        <ul className="nodos">
          {nodos.map(({ url, nodo, error }) => (
            <li key={url ?? ''} className="nodo" data-nodo={nodo?.nodo ?? url} data-fase={nodo?.fase ?? 'NADA'}>
              <h3>{nodo?.nodo ?? 'Sin respuesta'}</h3>
              {url !== null && <p className="tenue nodo-url">{url}</p>}
              {nodo === null ? <p className="nodo-error">{error}</p> : <Ficha nodo={nodo} />}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Ficha({ nodo }: { readonly nodo: Nodo }): ReactNode {
  const ahora = deServicio(useAhora());
  const behind = atrasoDe(nodo);
  return (
    <>
      <p className="nodo-fase" data-bien={nodo.fase === 'LIVE'}>
        <span className="indicador-marca" aria-hidden="true" />
        {fase(nodo.fase)}
      </p>
      {nodo.fase !== 'LIVE' && <p className="tenue">{nodo.detalle}</p>}
      <dl className="cifras">
        <Cifra nombre="Atraso" valor={nodo.atraso_s === null ? 'no se sabe' : `${nodo.atraso_s} s`} />
        <Cifra
          nombre="Por leer de Kafka"
          valor={behind === null ? 'no se sabe' : numero(behind.suma)}
          detalle={behind?.peor ?? null}
        />
        <Cifra nombre="Conexiones" valor={numero(nodo.viewers)} />
        <Cifra nombre="Encendido hace" valor={lapso(ahora - Date.parse(nodo.desde))} />
      </dl>
      <p className="tenue">{cuantas(nodo.vendedores.length, 'vendedor', 'vendedores')}</p>
    </>
  );
}

function Cifra({ nombre, valor, detalle }: { nombre: string; valor: string; detalle?: string | null }): ReactNode {
  return (
    <div className="cifra">
      <dt>{nombre}</dt>
      <dd>
        {valor}
        {detalle != null && <span className="tenue"> {detalle}</span>}
      </dd>
    </div>
  );
}
