import { useEffect, type ReactNode } from 'react';
import { ajustes, nombre, type AsyncApi, type Canal, type Mensaje, type Operacion, type Ref } from './asyncapi.js';
import { buscador, tabla, type Buscar, type Esquema } from './esquema.js';
import { idDeCanal, idDeMensaje, useHash } from './lugar.js';
import { Texto } from './Texto.js';

/**
 * Draws an AsyncAPI 3 document: where it is spoken, what is said there by whom, and each message. AsyncAPI's own component
 * compiles schemas by `eval`, which the pages' policy (CSP) forbids.
 */
export default function Eventos({ documento }: { readonly documento: object }): ReactNode {
  useLlegada();
  const api = documento as AsyncApi;
  if (!api.asyncapi.startsWith('3.')) {
    return <p className="problema">El documento es de AsyncAPI {api.asyncapi}; aquí se muestra la versión 3.</p>;
  }
  const buscar = buscador(api);
  const { info, servers = {}, channels = {}, operations = {}, components: { messages = {} } = {} } = api;
  return (
    <div className="eventos">
      <Indice canales={channels} mensajes={messages} />
      <div className="eventos-cuerpo">
        <h2>
          <span lang="en">{info.title}</span> <span className="tenue">AsyncAPI {api.asyncapi}</span>
        </h2>
        <Texto texto={info.description} />
        <h3>Servidores</h3>
        <dl className="ficha">
          {Object.entries(servers).map(([id, { protocol, host, description, security = [] }]) => (
            <div key={id}>
              <dt>
                <code>{`${protocol}://${host}`}</code>
              </dt>
              <dd>
                <Texto texto={description} />
                <ul className="viñetas">
                  {security.map((ref) => (
                    <li key={ref.$ref}>
                      <code>{nombre(ref)}</code>{' '}
                      <Texto texto={(buscar(ref.$ref) as Esquema | undefined)?.description} />
                    </li>
                  ))}
                </ul>
              </dd>
            </div>
          ))}
        </dl>
        <h3>Canales</h3>
        {Object.entries(channels).map(([id, canal]) => (
          <DeCanal
            key={id}
            id={id}
            canal={canal}
            operaciones={Object.entries(operations).filter(([, { channel }]) => nombre(channel) === id)}
            mensajes={messages}
            buscar={buscar}
          />
        ))}
        <h3>Mensajes</h3>
        {Object.entries(messages).map(([id, mensaje]) => (
          <DeMensaje key={id} id={id} mensaje={mensaje} buscar={buscar} />
        ))}
      </div>
    </div>
  );
}

/** Goes to the place in the document that the address names, and opens it. */
function useLlegada(): void {
  const hash = useHash();
  useEffect(() => {
    const place = document.getElementById(decodeURIComponent(hash.slice(1)));
    if (place instanceof HTMLDetailsElement) {
      place.open = true;
    }
    place?.scrollIntoView();
  }, [hash]);
}

interface Indice {
  readonly canales: Readonly<Record<string, Canal>>;
  readonly mensajes: Readonly<Record<string, Mensaje>>;
}

function Indice({ canales, mensajes }: Indice): ReactNode {
  return (
    <nav className="eventos-indice" aria-label="Contenido">
      <h2>Canales</h2>
      <ul>
        {Object.entries(canales).map(([id, { title, address }]) => (
          <li key={id}>
            <a href={`#${idDeCanal(id)}`} lang="en">
              {title ?? address}
            </a>
          </li>
        ))}
      </ul>
      <h2>Mensajes</h2>
      <ul>
        {Object.entries(mensajes).map(([id, { name, title }]) => (
          <li key={id}>
            <a href={`#${idDeMensaje(id)}`}>
              <code>{name ?? id}</code>{' '}
              <span className="tenue" lang="en">
                {title}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface DeCanal {
  readonly id: string;
  readonly canal: Canal;
  readonly operaciones: readonly (readonly [string, Operacion])[];
  readonly mensajes: Readonly<Record<string, Mensaje>>;
  readonly buscar: Buscar;
}

function DeCanal({ id, canal, operaciones, mensajes, buscar }: DeCanal): ReactNode {
  const { bindings: { kafka, ws } = {}, parameters } = canal;
  const lista = (refs: readonly Ref[]): ReactNode =>
    refs.map((ref) => {
      // A channel's message is itself a reference, to one of the components.
      const mensaje = nombre((buscar(ref.$ref) as Ref | undefined) ?? ref);
      return (
        <a key={ref.$ref} className="ficha-mensaje" href={`#${idDeMensaje(mensaje)}`}>
          {mensajes[mensaje]?.name ?? mensaje}
        </a>
      );
    });
  return (
    <section className="tarjeta" id={idDeCanal(id)} aria-labelledby={`${id}-titulo`}>
      <h4 id={`${id}-titulo`}>
        <span lang="en">{canal.title}</span> <code className="direccion">{canal.address}</code>{' '}
        <span className="insignia">{canal.servers?.map(nombre).join(', ')}</span>
      </h4>
      <Texto texto={canal.summary} />
      <Texto texto={canal.description} />
      {operaciones.map(([key, { action, summary, description, messages = [], reply }]) => (
        <div key={key} className="operacion">
          <p className="operacion-quien" data-accion={action}>
            {action === 'send' ? 'Cargue envía' : 'Cargue recibe'}
          </p>
          <div>
            <Texto texto={summary} />
            <Texto texto={description} />
            <p>{lista(messages)}</p>
            {reply?.messages && <p>Respuesta: {lista(reply.messages)}</p>}
          </div>
        </div>
      ))}
      {parameters && <Campos titulo="Parámetros de la dirección" esquema={deParametros(parameters)} buscar={buscar} />}
      {ws?.query && <Campos titulo="Parámetros de consulta" esquema={ws.query} buscar={buscar} />}
      {ws?.headers && <Campos titulo="Cabeceras" esquema={ws.headers} buscar={buscar} />}
      {kafka && (
        <>
          <h5>Tema de Kafka</h5>
          <dl className="ajustes">
            {ajustes(kafka).map(([key, value]) => (
              <div key={key}>
                <dt>
                  <code>{key}</code>
                </dt>
                <dd>
                  <code>{value}</code>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}

/** What stands in an address is text, and stands there always. */
function deParametros(parametros: NonNullable<Canal['parameters']>): Esquema {
  const fields = Object.entries(parametros).map(([name, one]) => [name, { type: 'string', allOf: [one] }] as const);
  return { properties: Object.fromEntries(fields), required: Object.keys(parametros) };
}

interface DeMensaje {
  readonly id: string;
  readonly mensaje: Mensaje;
  readonly buscar: Buscar;
}

function DeMensaje({ id, mensaje, buscar }: DeMensaje): ReactNode {
  const { headers, payload, examples = [] } = mensaje;
  const key = mensaje.bindings?.kafka?.key;
  return (
    <details className="tarjeta" id={idDeMensaje(id)}>
      <summary>
        <h4>
          <code>{mensaje.name ?? id}</code> <span lang="en">{mensaje.title}</span>
        </h4>
        <Texto texto={mensaje.summary} />
      </summary>
      <Texto texto={mensaje.description} />
      {key && <Campos titulo="Clave" esquema={{ properties: { clave: key }, required: ['clave'] }} buscar={buscar} />}
      {headers && <Campos titulo="Cabeceras" esquema={headers} buscar={buscar} />}
      {payload && <Campos titulo="Contenido" esquema={payload} buscar={buscar} />}
      {examples.map(({ name, summary, headers, payload }, i) => (
        <div key={i}>
          <h5>
            Ejemplo <span lang="en">{name}</span>
          </h5>
          <Texto texto={summary} />
          {headers !== undefined && <Json valor={headers} />}
          <Json valor={payload} />
        </div>
      ))}
    </details>
  );
}

function Json({ valor }: { readonly valor: unknown }): ReactNode {
  return <pre>{JSON.stringify(valor, null, 2)}</pre>;
}

interface Campos {
  readonly titulo: string;
  readonly esquema: Esquema;
  readonly buscar: Buscar;
}

function Campos({ titulo, esquema, buscar }: Campos): ReactNode {
  const { filas, notas, incompleta } = tabla(esquema, buscar);
  return (
    <>
      <h5>{titulo}</h5>
      <table className="campos">
        <thead>
          <tr>
            <th scope="col">Campo</th>
            <th scope="col">Tipo</th>
            <th scope="col">Qué es</th>
          </tr>
        </thead>
        <tbody>
          {filas.map(({ campo, obligatorio, tipo, reglas, descripcion }) => (
            <tr key={campo}>
              <th scope="row">
                <code>{campo}</code>
                {!obligatorio && <span className="tenue"> puede faltar</span>}
              </th>
              <td>{tipo}</td>
              <td>
                <Texto texto={descripcion} />
                {reglas.length > 0 && (
                  <ul className="reglas">
                    {reglas.map(({ texto, valor }, i) => (
                      <li key={i}>
                        {texto} <code>{valor}</code>
                      </li>
                    ))}
                  </ul>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {notas.map((nota) => (
        <Texto key={nota} texto={nota} />
      ))}
      {incompleta && (
        <p className="tenue">El documento pone además condiciones entre campos que aquí no se muestran.</p>
      )}
    </>
  );
}
