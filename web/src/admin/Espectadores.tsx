import { useRef, useState, type ReactNode } from 'react';
import { useDentro } from '../comun/dentro.js';
import { lapso, numero } from '../comun/formato.js';
import { deServicio } from '../comun/reloj.js';
import { json, mensaje } from '../comun/servicio.js';
import { useAhora } from '../comun/useAhora.js';
import { faltaA } from './cabezas.js';
import { leerEspectadores, type Cabeza, type Espectador } from './leer.js';
import { cuantas, formato } from './palabras.js';
import { pedir } from './pedir.js';
import { useSondeo } from './useSondeo.js';

interface Props {
  readonly id: string;
  /** The node's; null: the page's own. */
  readonly url: string | null;
  readonly nombre: string;
  /** How far the node is with the vendedor. */
  readonly cabeza: Cabeza | null;
}

/** Who watches a vendedor on a node. */
export function Espectadores({ id, url, nombre, cabeza }: Props): ReactNode {
  const { config } = useDentro();
  const nodo = url === null ? '' : `nodo=${encodeURIComponent(url)}`;
  const { datos, problema, releer } = useSondeo(
    `${config.push}/api/admin/viewers/?${[`vendedor_id=${id}`, nodo].filter((part) => part !== '').join('&')}`,
    leerEspectadores,
    `las conexiones de ${nombre}`,
  );
  const [aviso, setAviso] = useState<Aviso | null>(null);
  const titulo = useRef<HTMLHeadingElement>(null);

  const kick = async ({ id: viewer, sub }: Espectador): Promise<void> => {
    const answer = await pedir(`${config.push}/api/admin/viewers/${viewer}/?${nodo}`, 'DELETE');
    setAviso(dicho(answer, sub));
    titulo.current?.focus(); // the button that had it goes
    releer();
  };

  return (
    <div className="espectadores">
      <h3 ref={titulo} tabIndex={-1}>
        Conexiones a {nombre} {datos !== null && <span className="tenue">{numero(datos.length)}</span>}
      </h3>
      {/* Also there while it says nothing: one that appears with its words is not read out by all. */}
      <p role="status" className={aviso === null ? 'oculto' : 'aviso'} data-bien={aviso?.bien}>
        {aviso?.texto}
      </p>
      {problema !== null && <p className="comparacion-problema">{problema}</p>}
      {datos?.length === 0 && <p className="tenue">Nadie sigue a {id} aquí.</p>}
      {datos !== null && datos.length > 0 && (
        <ul className="lista">
          {datos.map((espectador) => (
            <Conexion key={espectador.id} espectador={espectador} cabeza={cabeza} onDesconectar={kick} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** What came of sending a viewer away. */
interface Aviso {
  /** Whether it is gone. */
  readonly bien: boolean;
  readonly texto: string;
}

function dicho(answer: Awaited<ReturnType<typeof pedir>>, sub: string): Aviso {
  if (answer.tipo === 'sin respuesta') {
    return { bien: false, texto: 'No hay conexión: no se sabe si se desconectó.' };
  }
  switch (answer.status) {
    case 204:
      return { bien: true, texto: `Se desconectó a ${sub}. Puede volver enseguida.` };
    case 404:
      return { bien: true, texto: `La conexión de ${sub} ya no estaba.` };
    default:
      return { bien: false, texto: mensaje(json(answer.texto), `No se pudo desconectar (${answer.status}).`) };
  }
}

interface ConexionProps {
  readonly espectador: Espectador;
  readonly cabeza: Cabeza | null;
  readonly onDesconectar: (espectador: Espectador) => Promise<void>;
}

/** A viewer, with the button that sends it away when it is pressed twice. */
export function Conexion({ espectador, cabeza, onDesconectar }: ConexionProps): ReactNode {
  const ahora = deServicio(useAhora());
  const [seguro, setSeguro] = useState(false);
  const [ocupado, setOcupado] = useState(false);
  const { sub, rol, direccion, desde, pendiente_bytes: pendiente } = espectador;
  const falta = faltaA(espectador.posicion, cabeza);
  return (
    <li className="conexion" data-conexion={espectador.id} data-sub={sub}>
      <span className="conexion-quien">
        <strong>{sub}</strong> <span className="tenue">{rol}</span>
      </span>
      <span className="tenue">
        {direccion} · {formato(espectador.formato)} · {lapso(ahora - Date.parse(desde))} ·{' '}
        {cuantas(espectador.vendedores_total, 'vendedor', 'vendedores')}
      </span>
      <span data-atras={falta !== 0 || pendiente > 0}>
        {falta === null ? 'aún sin todo' : falta === 0 ? 'lo tiene todo' : `le faltan ${numero(falta)} cambios`}
        {pendiente > 0 && `, ${numero(pendiente)} bytes sin recibir`}
      </span>
      <button
        type="button"
        className="boton"
        data-seguro={seguro}
        disabled={ocupado}
        aria-label={`${seguro ? '¿Seguro? ' : ''}Desconectar a ${sub}`}
        onBlur={() => {
          setSeguro(false);
        }}
        onClick={() => {
          if (!seguro) {
            setSeguro(true);
            return;
          }
          setOcupado(true);
          void onDesconectar(espectador).finally(() => {
            setOcupado(false);
            setSeguro(false);
          });
        }}
      >
        {seguro ? '¿Seguro? Desconectar' : 'Desconectar'}
      </button>
    </li>
  );
}
