import { useEffect, useRef, type ReactNode } from 'react';
import { Comparacion } from './Comparacion.js';
import { Espectadores } from './Espectadores.js';
import type { Respuesta } from './leer.js';

interface Props {
  readonly id: string;
  readonly nodos: readonly Respuesta[];
  readonly onCerrar: () => void;
}

/** One vendedor: whether the nodes have what PostgreSQL has, and who watches. */
export function Vendedor({ id, nodos, onCerrar }: Props): ReactNode {
  const titulo = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    titulo.current?.focus(); // it opens below what was pressed
  }, []);
  const answering = nodos.filter(({ nodo }) => nodo !== null);
  return (
    <section className="vendedor" aria-labelledby="vendedor">
      <h2 id="vendedor" ref={titulo} tabIndex={-1}>
        Vendedor {id}
      </h2>
      <button type="button" className="boton discreto vendedor-cerrar" onClick={onCerrar}>
        Cerrar
      </button>
      <Comparacion id={id} nodos={answering} />
      {answering.map(({ url, nodo }) => (
        <Espectadores
          key={url ?? ''}
          id={id}
          url={url}
          nombre={nodo?.nodo ?? ''}
          cabeza={nodo?.vendedores.find(({ vendedor_id }) => vendedor_id === id) ?? null}
        />
      ))}
    </section>
  );
}
