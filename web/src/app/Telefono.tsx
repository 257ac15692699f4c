import { memo, useEffect, useMemo, type ReactNode } from 'react';
import { fechaLarga, lapso, porDia } from '../comun/formato.js';
import { frescura, type Frescura } from '../comun/frescura.js';
import { useDentro } from '../comun/dentro.js';
import { useAhora, useConRed } from '../comun/useAhora.js';
import { useDiaNuevo, useHoy } from '../comun/useDiaNuevo.js';
import { useTerminada } from '../comun/useTerminada.js';
import { nombreDe } from '../comun/respuesta.js';
import { useConexion, usePlanilla, type Planilla } from '../stream/react.js';
import { Arriba } from './Arriba.js';
import type { Aviso, Base } from './base.js';
import { FilaTelefono } from './FilaTelefono.js';
import { situar, type Situada } from './situacion.js';
import type { Envios } from './useCola.js';
import { useGuardada } from './useGuardada.js';

interface Props {
  readonly base: Base;
  readonly vendedorId: string;
  readonly envios: Envios;
}

/** The seller's sheets of today. */
export function Telefono({ base, vendedorId, envios }: Props): ReactNode {
  const { config, sesion } = useDentro();
  const { zona } = config;
  const planilla = usePlanilla(vendedorId);
  const { pendientes, fase, problema, marcar, entendido, mostrarEn } = envios;
  const { aplicarRespuesta } = useConexion();
  useEffect(() => mostrarEn(aplicarRespuesta), [mostrarEn, aplicarRespuesta]);
  const guardada = useGuardada(base, planilla, pendientes);
  const ahora = useAhora();
  const conRed = useConRed();
  useDiaNuevo(planilla.fechaDesde, zona);

  const { fin } = planilla;
  useTerminada([fin]);

  const todos = guardada?.renglones ?? planilla.renglones;
  const fecha = fechaDeHoy(planilla, useHoy(zona));
  const renglones = useMemo(() => todos.filter((renglon) => renglon.fecha === fecha), [todos, fecha]);
  const hojas = useMemo(() => porDia(situar(renglones, pendientes), ({ renglon }) => renglon), [renglones, pendientes]);
  const porEnviar = pendientes?.entradas.length ?? 0;
  const estado: Frescura =
    guardada === null || fin !== null
      ? frescura(planilla, ahora, conRed)
      : {
          tipo: 'viejo',
          texto: `${conRed ? 'conectando' : 'sin red'}, datos de hace ${lapso(ahora - guardada.vistaEn)}`,
        };
  const mostradas = new Set(renglones.map(nombreDe));
  const otros = (pendientes?.avisos ?? []).filter(({ fila }) => !mostradas.has(fila));

  return (
    <div className="telefono" data-frescura={estado.tipo} data-por-enviar={porEnviar}>
      <Arriba {...{ vendedorId, fecha, renglones, estado, porEnviar, fase, ahora, conRed }} />
      {problema !== null && (
        <p className="problema" role="alert">
          {problema}
        </p>
      )}
      <main>
        {otros.map((aviso) => (
          <AvisoAparte
            key={aviso.fila}
            aviso={aviso}
            onEntendido={() => {
              entendido(aviso);
            }}
          />
        ))}
        {hojas.length === 0 && (
          <p className="espera">
            {estado.tipo === 'vivo' ? `${sesion.sub} no tiene planilla hoy.` : 'Aún no se sabe si hay planilla de hoy.'}
          </p>
        )}
        <Hojas hojas={hojas} marcar={marcar} entendido={entendido} />
      </main>
    </div>
  );
}

interface HojasProps {
  readonly hojas: readonly (readonly [string, readonly Situada[]])[];
  readonly marcar: Envios['marcar'];
  readonly entendido: Envios['entendido'];
}

/** Drawn anew when a row has changed, not with each second that passes. */
const Hojas = memo(function Hojas({ hojas, marcar, entendido }: HojasProps): ReactNode {
  return hojas.map(([dia, filas]) => (
    <section key={dia} aria-label={dia}>
      {hojas.length > 1 && <h2 className="dia">{dia}</h2>}
      <ul className="filas">
        {filas.map((fila) => (
          <FilaTelefono key={fila.renglon.producto} {...fila} marcar={marcar} entendido={entendido} />
        ))}
      </ul>
    </section>
  ));
});

/** What became of a tap in a sheet that is shown no longer. */
function AvisoAparte({ aviso, onEntendido }: { readonly aviso: Aviso; readonly onEntendido: () => void }): ReactNode {
  return (
    <div className="fila-aviso" role="alert">
      <p>
        {fechaLarga(aviso.fecha)} ({aviso.dia}), {aviso.producto}: {aviso.mensaje}
      </p>
      <p className="fila-acciones">
        <button type="button" className="boton" onClick={onEntendido}>
          Entendido
        </button>
      </p>
    </div>
  );
}

/** The server's today while it can be asked; the device's, when a page without connection lives into the next day. */
function fechaDeHoy({ fechaDesde, estado }: Planilla, today: string): string {
  const cut = estado === 'reconectando' || estado === 'terminado';
  return fechaDesde === null || (cut && today > fechaDesde) ? today : fechaDesde;
}
