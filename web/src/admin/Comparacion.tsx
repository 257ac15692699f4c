import { useState, type ReactNode } from 'react';
import { useDentro } from '../comun/dentro.js';
import { comparar, type Diferencia, type Resultado } from './comparar.js';
import { leerEstado, leerGuardado, type Posicion, type Respuesta } from './leer.js';
import { resumen } from './palabras.js';
import { pedir } from './pedir.js';
import { problemaDe } from './useSondeo.js';

interface Props {
  readonly id: string;
  /** Those that answer. */
  readonly nodos: readonly Respuesta[];
}

/** What came of holding a node against PostgreSQL. */
export interface Hallazgo {
  /** The node's; null: the page's own. */
  readonly url: string | null;
  /** Two nodes on one host may have the same. */
  readonly nombre: string;
  readonly resultado: Resultado | null;
  readonly posicion: Posicion;
  /** Why it could not be compared, for people. */
  readonly problema: string | null;
}

const MAX_VISTAS = 100;

/** Asks whether the nodes have what PostgreSQL has. */
export function Comparacion({ id, nodos }: Props): ReactNode {
  const { config, vencer } = useDentro();
  const [hallazgos, setHallazgos] = useState<readonly Hallazgo[] | null>(null);
  const [problema, setProblema] = useState<string | null>(null);
  const [ocupado, setOcupado] = useState(false);

  const run = async (): Promise<void> => {
    setOcupado(true);
    setProblema(null);
    const answer = await pedir(`${config.ingest}/api/admin/vendedor/${id}/`);
    const wrong = problemaDe(answer, 'PostgreSQL');
    const guardado = wrong === null && answer.tipo === 'respuesta' ? leerGuardado(answer.texto) : null;
    if (answer.tipo === 'respuesta' && answer.status === 401) {
      vencer();
    }
    if (guardado === null) {
      setProblema(wrong ?? 'El servicio contestó algo que no se entiende.');
      setHallazgos(null);
    } else {
      const { epoca, seq } = guardado.publicado;
      const found = await Promise.all(
        nodos.map(async ({ url, nodo }): Promise<Hallazgo> => {
          const nombre = nodo?.nodo ?? url ?? '';
          const of = url === null ? '' : `&nodo=${encodeURIComponent(url)}`;
          const told = await pedir(`${config.push}/api/admin/vendedor/${id}/?hasta=${epoca}:${seq}${of}`);
          const bad = problemaDe(told, `el nodo ${nombre}`);
          const push = bad === null && told.tipo === 'respuesta' ? leerEstado(told.texto) : null;
          return push === null
            ? { url, nombre, resultado: null, posicion: guardado, problema: bad ?? 'Contestó algo que no se entiende.' }
            : { url, nombre, resultado: comparar(guardado, push), posicion: push, problema: null };
        }),
      );
      setHallazgos(found);
    }
    setOcupado(false);
  };

  return (
    <div className="comparacion">
      <button type="button" className="boton principal" disabled={ocupado} onClick={() => void run()}>
        {ocupado ? 'Comparando…' : 'Comparar con PostgreSQL'}
      </button>
      <div role="status">
        {problema !== null && <p className="comparacion-problema">{problema}</p>}
        {hallazgos?.map((hallazgo) => (
          <Informe key={hallazgo.url ?? ''} {...hallazgo} />
        ))}
      </div>
    </div>
  );
}

/** In words. */
export function Informe({ nombre, resultado, posicion, problema }: Hallazgo): ReactNode {
  if (resultado === null) {
    return (
      <p className="informe" data-resultado="problema">
        <strong>{nombre}</strong>: {problema}
      </p>
    );
  }
  const { diferencias, alcanzado } = resultado;
  const igual = diferencias.length === 0 && alcanzado;
  return (
    <div className="informe" data-resultado={igual ? 'igual' : 'distinto'}>
      <p>
        <strong>{nombre}</strong>: <span title={posicion.epoca ?? ''}>{resumen(resultado, posicion)}</span>
      </p>
      {!alcanzado && <p>El nodo no ha llegado a lo que está publicado en Kafka.</p>}
      {diferencias.length > 0 && (
        <ul>
          {diferencias.slice(0, MAX_VISTAS).map((diferencia) => (
            <li key={JSON.stringify(diferencia.donde)}>
              <Renglon diferencia={diferencia} />
            </li>
          ))}
          {diferencias.length > MAX_VISTAS && <li>y {diferencias.length - MAX_VISTAS} más</li>}
        </ul>
      )}
    </div>
  );
}

function Renglon({ diferencia }: { readonly diferencia: Diferencia }): ReactNode {
  const { dia, fecha, producto } = diferencia.donde;
  return (
    <>
      {producto}{' '}
      <span className="tenue">
        ({dia} {fecha})
      </span>
      : {que(diferencia)}
    </>
  );
}

function que(diferencia: Diferencia): string {
  switch (diferencia.tipo) {
    case 'falta en push':
      return 'falta en el nodo';
    case 'falta en PostgreSQL':
      return 'no está en PostgreSQL';
    case 'distinta':
      return diferencia.campos
        .map(({ campo, postgres, push }) => `${campo} ${postgres}, en el nodo ${push}`)
        .join('; ');
  }
}
