import { useMemo, type ReactNode } from 'react';
import { avance, fechaLarga, masDias, numero } from '../comun/formato.js';
import { frescura, peor, type Frescura } from '../comun/frescura.js';
import { Indicador } from '../comun/Indicador.js';
import { Salida } from '../comun/Salida.js';
import { useDentro } from '../comun/dentro.js';
import { useAhora, useConRed } from '../comun/useAhora.js';
import { useDiaNuevo, useHoy } from '../comun/useDiaNuevo.js';
import { useTerminada } from '../comun/useTerminada.js';
import { usePlanillas, type Planilla } from '../stream/react.js';
import { Historia } from './Historia.js';
import { Hoja, type Mandos } from './Hoja.js';
import { escribirLugar, useLugar, type Lugar } from './lugar.js';
import type { Marcas, Vistazo } from './marcas.js';
import { Resumen } from './Resumen.js';
import { useMarcas } from './useMarcas.js';
import { useVendedores, type Vendedor } from './useVendedores.js';

/** Sheets are served from so many days back, and made up to so many ahead. */
const DIAS_ATRAS = 7;
const DIAS_ADELANTE = 21;

const MARCAN = ['despachador', 'admin'];
const NADIE: readonly Vendedor[] = [];

/** The dispatcher's screen: all sheets of a day over one connection. */
export function Tablero(): ReactNode {
  const { config, sesion } = useDentro();
  const { zona } = config;
  const [lugar, ir] = useLugar();
  const { vendedores, problema } = useVendedores();
  const lista = vendedores ?? NADIE;
  const ids = useMemo(() => lista.map(({ id }) => id), [lista]);
  const planillas = usePlanillas(ids, lugar.fecha ?? undefined);
  const ahora = useAhora();
  const conRed = useConRed();
  const [marcas, vistazo] = useMarcas();
  const porEnviar = vistazo.marcas.size;
  const marca = MARCAN.includes(sesion.rol);
  const mandos = useMemo(() => (marca ? mandosDe(marcas, vistazo) : {}), [marca, marcas, vistazo]);

  const fechaDesde = [...planillas.values()].find((planilla) => planilla.fechaDesde !== null)?.fechaDesde ?? null;
  useDiaNuevo(fechaDesde, zona);
  const today = useHoy(zona);
  const fecha = lugar.fecha ?? fechaDesde ?? today;
  const deFecha = useMemo(
    () => new Map([...planillas].map(([id, planilla]) => [id, soloDe(planilla, fecha)])),
    [planillas, fecha],
  );

  useTerminada([...planillas.values()].map(({ fin }) => fin));

  const elegido = lista.find(({ id }) => id === lugar.vendedor);
  const frescuras = new Map([...planillas].map(([id, planilla]) => [id, frescura(planilla, ahora, conRed)]));
  const mostrada = elegido === undefined ? peor([...frescuras.values()]) : frescuras.get(elegido.id);
  const estado: Frescura = mostrada ?? { tipo: 'viejo', texto: problema ?? 'conectando' };

  return (
    <div className="tablero" data-frescura={estado.tipo}>
      <header className="cabeza">
        <h1>Cargue</h1>
        <Fecha fecha={fecha} today={today} ir={ir} />
        <Indicador frescura={estado} />
        <p className="cabeza-usuario">
          <span className="tenue">{sesion.sub}</span>
          <Salida
            aviso={
              porEnviar === 0
                ? null
                : `El servicio aún no contesta a ${porEnviar} de tus marcas. Si sales, no se envían otra vez.`
            }
          />
        </p>
      </header>
      {problema !== null && (
        <p className="problema" role="alert">
          {problema}
        </p>
      )}
      <nav className="pestanas" aria-label="Vendedores">
        <a href={escribirLugar({ ...lugar, vendedor: null })} aria-current={elegido === undefined ? 'page' : undefined}>
          Todos
        </a>
        {lista.map(({ id, nombre }) => (
          <Pestana
            key={id}
            vendedor={{ id, nombre }}
            actual={id === elegido?.id}
            lugar={lugar}
            planilla={deFecha.get(id) ?? null}
          />
        ))}
      </nav>
      <main>
        {elegido === undefined ? (
          <Resumen
            vendedores={lista}
            zona={zona}
            renglonesDe={(id) => {
              const planilla = deFecha.get(id);
              return planilla?.ultimaNoticia == null ? null : planilla.renglones;
            }}
            onElegir={(id) => {
              ir({ vendedor: id });
            }}
          />
        ) : (
          <Vendedora
            key={elegido.id}
            vendedor={elegido}
            planilla={deFecha.get(elegido.id) ?? null}
            fecha={fecha}
            historia={lugar.historia}
            mandos={mandos}
            ir={ir}
          />
        )}
      </main>
    </div>
  );
}

interface FechaProps {
  readonly fecha: string;
  readonly today: string;
  readonly ir: (change: Partial<Lugar>) => void;
}

function Fecha({ fecha, today, ir }: FechaProps): ReactNode {
  const first = masDias(today, -DIAS_ATRAS);
  const last = masDias(today, DIAS_ADELANTE);
  const elegir = (chosen: string): void => {
    ir({ fecha: chosen === today ? null : chosen });
  };
  return (
    <div className="fecha" role="group" aria-label="Fecha">
      <button
        type="button"
        className="boton"
        aria-label="Día anterior"
        disabled={fecha <= first}
        onClick={() => {
          elegir(masDias(fecha, -1));
        }}
      >
        ‹
      </button>
      <button
        type="button"
        className="boton"
        aria-label="Día siguiente"
        disabled={fecha >= last}
        onClick={() => {
          elegir(masDias(fecha, 1));
        }}
      >
        ›
      </button>
      <strong className="fecha-larga" aria-live="polite">
        {fecha === today ? `Hoy, ${fechaLarga(fecha)}` : fechaLarga(fecha)}
      </strong>
      <input
        type="date"
        aria-label="Elegir fecha"
        value={fecha}
        min={first}
        max={last}
        onChange={({ target }) => {
          if (target.value !== '' && target.validity.valid) {
            elegir(target.value);
          }
        }}
      />
    </div>
  );
}

interface PestanaProps {
  readonly vendedor: Vendedor;
  readonly actual: boolean;
  readonly lugar: Lugar;
  readonly planilla: Planilla | null;
}

/** A vendedor's tab, with how far the seller is. */
function Pestana({ vendedor: { id, nombre }, actual, lugar, planilla }: PestanaProps): ReactNode {
  const { total, v } = avance(planilla?.renglones ?? []);
  return (
    <a href={escribirLugar({ ...lugar, vendedor: id })} aria-current={actual ? 'page' : undefined} data-vendedor={id}>
      <span className="pestana-nombre">{nombre}</span>
      {total > 0 && (
        <span className="insignia" data-lleno={v === total} aria-label={`${v} de ${total} recibidos`}>
          {v}/{total}
        </span>
      )}
    </a>
  );
}

interface VendedoraProps {
  readonly vendedor: Vendedor;
  readonly planilla: Planilla | null;
  readonly fecha: string;
  readonly historia: boolean;
  readonly mandos: Partial<Mandos>;
  readonly ir: (change: Partial<Lugar>) => void;
}

function Vendedora({ vendedor: { id, nombre }, planilla, fecha, historia, mandos, ir }: VendedoraProps): ReactNode {
  const { config } = useDentro();
  const renglones = planilla?.renglones ?? [];
  const { total, d, v } = avance(renglones);
  const unidades = renglones.reduce((sum, renglon) => sum + Math.max(0, renglon.total), 0);
  return (
    <>
      <div className="titulo">
        <h2>
          {nombre} {nombre !== id && <span className="tenue">{id}</span>}
        </h2>
        {/* The numbers of now would be taken for those of the moment that the history shows. */}
        {!historia && (
          <p className="cifras">
            <Cifra nombre="Despachado" valor={`${d}/${total}`} />
            <Cifra nombre="Recibido" valor={`${v}/${total}`} />
            <Cifra nombre="Unidades" valor={numero(unidades)} />
          </p>
        )}
        <p className="vistas" role="group" aria-label="Vista">
          <button
            type="button"
            className="boton"
            aria-pressed={!historia}
            onClick={() => {
              ir({ historia: false });
            }}
          >
            Ahora
          </button>
          <button
            type="button"
            className="boton"
            aria-pressed={historia}
            onClick={() => {
              ir({ historia: true });
            }}
          >
            Historia
          </button>
        </p>
      </div>
      {historia ? (
        <Historia vendedorId={id} fecha={fecha} zona={config.zona} />
      ) : planilla?.ultimaNoticia == null ? (
        <p className="espera">Abriendo la planilla…</p>
      ) : renglones.length === 0 ? (
        <p className="espera">{nombre} no tiene planilla de esta fecha.</p>
      ) : (
        <Hoja renglones={renglones} zona={config.zona} conRelato {...mandos} />
      )}
    </>
  );
}

/** What makes a sheet one on which D is ticked. */
function mandosDe(marcas: Marcas, vistazo: Vistazo): Mandos {
  return {
    vistazo,
    onMarcar: (renglon, d) => {
      marcas.marcar(renglon, d);
    },
    onEntendido: (renglon) => {
      marcas.entendido(renglon);
    },
  };
}

function Cifra({ nombre, valor }: { readonly nombre: string; readonly valor: string }): ReactNode {
  return (
    <span className="cifra">
      <strong>{valor}</strong> <span className="tenue">{nombre}</span>
    </span>
  );
}

/** Of a vendedor's sheets those of a date. */
function soloDe(planilla: Planilla, fecha: string): Planilla {
  return { ...planilla, renglones: planilla.renglones.filter((renglon) => renglon.fecha === fecha) };
}
