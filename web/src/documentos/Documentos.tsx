import { Component, lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { ASYNCAPI, OPENAPI, useDocumento, useServicio, type Servicio } from './documento.js';
import { DE_VISTA, leerVista, useHash, type Vista } from './lugar.js';

/** Each with what draws it is loaded when it is looked at. */
const Http = lazy(() => {
  // Swagger UI's zenscroll would else take every click on a link within the page, and scroll before it is followed.
  Object.assign(window, { noZensmooth: true });
  return import('./Http.js');
});
const Eventos = lazy(() => import('./Eventos.js'));

const NOMBRES: Readonly<Record<Vista, string>> = { http: 'HTTP', eventos: 'Eventos y WebSocket' };
const FORMATOS: Readonly<Record<Vista, string>> = { http: 'OpenAPI', eventos: 'AsyncAPI' };

/** The documents of the service that serves the page. */
export function Documentos(): ReactNode {
  const servicio = useServicio();
  const pedida = leerVista(useHash());
  // Whether there are events is asked first where they are looked for.
  const vista = pedida === 'eventos' && servicio?.eventos === false ? 'http' : pedida;
  const vistas = useVistas(pedida === 'eventos' && servicio === null ? null : vista);
  return (
    <div className="documentos">
      <Cabeza servicio={servicio} vista={vista} />
      {vistas.size === 0 && <Espera />}
      {vistas.has('http') && (
        // Swagger UI brings a `main` of its own.
        <section hidden={vista !== 'http'} aria-label={NOMBRES.http}>
          <Pieza url={OPENAPI} Dibujo={Http} />
        </section>
      )}
      {vistas.has('eventos') && (
        <main hidden={vista !== 'eventos'}>
          <Pieza url={ASYNCAPI} Dibujo={Eventos} />
        </main>
      )}
    </div>
  );
}

/** What was looked at so far: it stays as it was left. */
function useVistas(vista: Vista | null): ReadonlySet<Vista> {
  const [vistas, setVistas] = useState<ReadonlySet<Vista>>(() => new Set());
  useEffect(() => {
    if (vista !== null) {
      setVistas((before) => (before.has(vista) ? before : new Set([...before, vista])));
    }
  }, [vista]);
  return vistas;
}

function Cabeza({ servicio, vista }: { readonly servicio: Servicio | null; readonly vista: Vista }): ReactNode {
  const vistas: readonly Vista[] = servicio?.eventos === true ? ['http', 'eventos'] : ['http'];
  return (
    <header className="documentos-cabeza">
      <h1>Documentos de Cargue</h1>
      <nav className="documentos-vistas" aria-label="Documentos">
        {vistas.map((one) => (
          <a key={one} href={DE_VISTA[one]} aria-current={one === vista ? 'page' : undefined}>
            {NOMBRES[one]} <span className="documentos-formato">({FORMATOS[one]})</span>
          </a>
        ))}
      </nav>
      <nav className="documentos-enlaces" aria-label="Enlaces">
        <a href={vista === 'http' ? OPENAPI : ASYNCAPI}>{(vista === 'http' ? OPENAPI : ASYNCAPI).slice(1)}</a>
        {servicio?.otra && <a href={servicio.otra.url}>Documentos de {servicio.otra.nombre}</a>}
      </nav>
    </header>
  );
}

interface Pieza {
  readonly url: string;
  readonly Dibujo: (props: { readonly documento: object }) => ReactNode;
}

function Pieza({ url, Dibujo }: Pieza): ReactNode {
  const leido = useDocumento(url);
  switch (leido.tipo) {
    case 'leyendo':
      return <Espera />;
    case 'sin documento':
      return <Problema texto={`El servicio no entregó ${url}.`} />;
    case 'documento':
      return (
        <Red>
          <Suspense fallback={<Espera />}>
            <Dibujo documento={leido.documento} />
          </Suspense>
        </Red>
      );
  }
}

function Espera(): ReactNode {
  return (
    <p className="espera" role="status">
      Cargando…
    </p>
  );
}

function Problema({ texto }: { readonly texto: string }): ReactNode {
  return (
    <p className="problema" role="alert">
      {texto}{' '}
      <button
        type="button"
        className="boton"
        onClick={() => {
          location.reload();
        }}
      >
        Intentar otra vez
      </button>
    </p>
  );
}

/** Catches what cannot be loaded or drawn. */
class Red extends Component<{ readonly children: ReactNode }, { readonly rota: boolean }> {
  override state = { rota: false };

  static getDerivedStateFromError(): { readonly rota: boolean } {
    return { rota: true };
  }

  override render(): ReactNode {
    return this.state.rota ? <Problema texto="El documento no se pudo mostrar." /> : this.props.children;
  }
}
