import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { avance, hora } from '../comun/formato.js';
import { cuentas, estadoEn, vecino, type Jornada } from './jornada.js';
import { Hoja } from './Hoja.js';
import { useJornada } from './useJornada.js';

interface Props {
  readonly vendedorId: string;
  readonly fecha: string;
  readonly zona: string;
}

const PARTES = 96;
const ALTO = 40;
const CUADRO_MS = 100;
const PASO_MS = 1_000;
const VELOCIDADES = [10, 60, 300, 1200] as const;

/** A day's sheet as it was at any moment: to be dragged, and played again. */
export function Historia({ vendedorId, fecha, zona }: Props): ReactNode {
  const [vuelta, setVuelta] = useState(0);
  const lectura = useJornada(vendedorId, fecha, vuelta);
  const otra = (
    <button
      type="button"
      className="boton discreto"
      onClick={() => {
        setVuelta(vuelta + 1);
      }}
    >
      Leer otra vez
    </button>
  );
  switch (lectura.tipo) {
    case 'leyendo':
      return (
        <p className="espera" role="status">
          Leyendo la historia…
        </p>
      );
    case 'fallida':
      return (
        <p className="espera" role="alert">
          {lectura.motivo} {otra}
        </p>
      );
    case 'leida':
      return <Pelicula key={`${vendedorId} ${fecha} ${vuelta}`} jornada={lectura.jornada} zona={zona} otra={otra} />;
  }
}

interface PeliculaProps {
  readonly jornada: Jornada;
  readonly zona: string;
  readonly otra: ReactNode;
}

function Pelicula({ jornada, zona, otra }: PeliculaProps): ReactNode {
  const { desde, hasta } = jornada;
  const [instante, setInstante] = useState(hasta);
  const [tocando, setTocando] = useState(false);
  const [velocidad, setVelocidad] = useState<number>(60);
  useEffect(() => {
    if (!tocando) {
      return undefined;
    }
    const timer = setInterval(() => {
      setInstante((now) => Math.min(hasta, now + CUADRO_MS * velocidad));
    }, CUADRO_MS);
    return () => {
      clearInterval(timer);
    };
  }, [tocando, velocidad, hasta]);
  if (tocando && instante >= hasta) {
    setTocando(false);
  }
  const renglones = useMemo(() => estadoEn(jornada, instante), [jornada, instante]);
  const { total, d, v } = avance(renglones);
  const saltar = (hacia: 'antes' | 'después'): void => {
    const to = vecino(jornada, instante, hacia);
    if (to !== null) {
      setTocando(false);
      setInstante(to);
    }
  };
  return (
    <section className="historia" aria-label="Historia del día">
      <div className="historia-mando">
        <span className="historia-cuando">
          <span className="tenue">Así estaba a las</span>{' '}
          <output className="historia-hora">{hora(instante, zona)}</output>
        </span>
        <span className="tenue historia-avance">
          D {d}/{total} · V {v}/{total}
        </span>
        <button
          type="button"
          className="boton principal"
          onClick={() => {
            if (!tocando && instante >= hasta) {
              setInstante(desde);
            }
            setTocando(!tocando);
          }}
        >
          {tocando ? 'Pausa' : 'Reproducir'}
        </button>
        <button
          type="button"
          className="boton"
          aria-label="Cambio anterior"
          onClick={() => {
            saltar('antes');
          }}
        >
          ‹
        </button>
        <button
          type="button"
          className="boton"
          aria-label="Cambio siguiente"
          onClick={() => {
            saltar('después');
          }}
        >
          ›
        </button>
        <label className="historia-velocidad">
          <span className="tenue">Velocidad</span>
          <select
            value={velocidad}
            onChange={(event) => {
              setVelocidad(Number(event.target.value));
            }}
          >
            {VELOCIDADES.map((times) => (
              <option key={times} value={times}>
                {times}×
              </option>
            ))}
          </select>
        </label>
        {otra}
      </div>
      <Linea jornada={jornada} />
      <input
        className="historia-cursor"
        type="range"
        aria-label="Momento del día"
        aria-valuetext={hora(instante, zona)}
        min={desde}
        max={hasta}
        step={PASO_MS}
        value={instante}
        onChange={(event) => {
          setTocando(false);
          setInstante(Number(event.target.value));
        }}
      />
      <p className="historia-extremos tenue">
        <span>{hora(desde, zona)}</span>
        <span>{hora(hasta, zona)}</span>
      </p>
      {renglones.length === 0 ? (
        <p className="espera">A esta hora la planilla no tenía renglones.</p>
      ) : (
        <Hoja renglones={renglones} zona={zona} />
      )}
    </section>
  );
}

/** How much happened when. */
function Linea({ jornada }: { readonly jornada: Jornada }): ReactNode {
  const counts = useMemo(() => cuentas(jornada, PARTES), [jornada]);
  const most = Math.max(1, ...counts);
  return (
    <svg className="historia-linea" viewBox={`0 0 ${PARTES} ${ALTO}`} preserveAspectRatio="none" aria-hidden="true">
      {counts.map((count, part) => (
        <rect key={part} x={part + 0.1} width={0.8} y={ALTO - (count / most) * ALTO} height={(count / most) * ALTO} />
      ))}
    </svg>
  );
}
