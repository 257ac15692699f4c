import { useEffect, useMemo, type ReactNode } from 'react';
import { avance, enOrden, fechaLarga, hoy, lapso } from '../comun/formato.js';
import { frescura, type Frescura } from '../comun/frescura.js';
import { Indicador } from '../comun/Indicador.js';
import { useDentro } from '../comun/Puerta.js';
import { useAhora, useConRed } from '../comun/useAhora.js';
import { useDiaNuevo } from '../comun/useDiaNuevo.js';
import { nombreDe } from '../comun/respuesta.js';
import { usePlanilla, type Planilla } from '../stream/react.js';
import type { Base } from './base.js';
import type { Fase } from './envio.js';
import { FilaTelefono } from './FilaTelefono.js';
import { situar } from './situacion.js';
import { useCola } from './useCola.js';
import { useGuardada } from './useGuardada.js';

/** The seller's sheet of today. */
export function Telefono({ base, vendedorId }: { readonly base: Base; readonly vendedorId: string }): ReactNode {
  const { config, sesion, salir, vencer } = useDentro();
  const { zona } = config;
  const planilla = usePlanilla(vendedorId);
  const { pendientes, fase, problema, marcar, entendido } = useCola(base);
  const guardada = useGuardada(base, planilla, pendientes);
  const ahora = useAhora();
  const conRed = useConRed();
  useDiaNuevo(planilla.fechaDesde, zona);

  const { fin } = planilla;
  const terminada = fin?.codigo === '4401' || fin?.codigo === '401';
  useEffect(() => {
    if (terminada) {
      vencer();
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each end
  }, [terminada]);

  const todos = guardada?.renglones ?? planilla.renglones;
  const fecha = fechaDeHoy(planilla, hoy(zona, ahora));
  const filas = useMemo(
    () =>
      situar(
        enOrden(todos).filter((renglon) => renglon.fecha === fecha),
        pendientes,
      ),
    [todos, fecha, pendientes],
  );
  const { total, v } = avance(filas.map((fila) => ({ ...fila.renglon, v: fila.v })));
  const porEnviar = pendientes?.entradas.length ?? 0;
  const estado: Frescura =
    guardada === null || fin !== null
      ? frescura(planilla, ahora, conRed)
      : {
          tipo: 'viejo',
          texto: `${conRed ? 'conectando' : 'sin red'}, datos de hace ${lapso(ahora - guardada.vistaEn)}`,
        };
  const mostradas = new Set(filas.map(({ renglon }) => nombreDe(renglon)));
  const otras = (pendientes?.avisos ?? []).filter(({ fila }) => !mostradas.has(fila));

  return (
    <div className="telefono" data-frescura={estado.tipo} data-por-enviar={porEnviar}>
      <header className="arriba">
        <div className="arriba-linea">
          <h1>
            {vendedorId} <span className="arriba-fecha">{fechaLarga(fecha)}</span>
          </h1>
          <button type="button" className="boton discreto" onClick={salir}>
            Salir
          </button>
        </div>
        <div className="arriba-linea">
          <p className="arriba-cuenta" aria-label={`${v} de ${total} recibidos`}>
            <strong>{v}</strong>
            <span className="tenue">/{total}</span>
          </p>
          <div className="arriba-estados">
            <Indicador frescura={estado} />
            <Envios porEnviar={porEnviar} fase={fase} ahora={ahora} conRed={conRed} />
          </div>
        </div>
        <progress max={Math.max(1, total)} value={v} aria-hidden="true" />
      </header>
      {problema !== null && (
        <p className="problema" role="alert">
          {problema}
        </p>
      )}
      <main>
        {otras.map((aviso) => (
          <div key={aviso.fila} className="fila-aviso" role="alert">
            <p>
              {fechaLarga(aviso.fecha)} ({aviso.dia}), {aviso.producto}: {aviso.mensaje}
            </p>
            <p className="fila-acciones">
              <button
                type="button"
                className="boton"
                onClick={() => {
                  entendido(aviso);
                }}
              >
                Entendido
              </button>
            </p>
          </div>
        ))}
        {filas.length === 0 ? (
          <p className="espera">
            {estado.tipo === 'vivo' ? `${sesion.sub} no tiene planilla hoy.` : 'Aún no se sabe si hay planilla de hoy.'}
          </p>
        ) : (
          <ul className="filas">
            {filas.map((fila) => (
              <FilaTelefono
                key={`${fila.renglon.dia} ${fila.renglon.producto}`}
                fila={fila}
                onMarcar={(wish) => {
                  marcar(fila.renglon, wish, fila.renglon);
                }}
                onEntendido={() => {
                  entendido(fila.renglon);
                }}
              />
            ))}
          </ul>
        )}
      </main>
    </div>
  );
}

/** The server's today while it can be asked; the device's, when a page without connection lives into the next day. */
function fechaDeHoy({ fechaDesde, estado }: Planilla, today: string): string {
  const cut = estado === 'reconectando' || estado === 'terminado';
  return fechaDesde === null || (cut && today > fechaDesde) ? today : fechaDesde;
}

interface EnviosProps {
  readonly porEnviar: number;
  readonly fase: Fase;
  readonly ahora: number;
  readonly conRed: boolean;
}

/** What became of the taps, in words. */
function Envios({ porEnviar, fase, ahora, conRed }: EnviosProps): ReactNode {
  if (porEnviar === 0) {
    return (
      <p className="envios" data-vacio="true">
        Todo enviado
      </p>
    );
  }
  const marcas = porEnviar === 1 ? '1 marca por enviar' : `${porEnviar} marcas por enviar`;
  return (
    <p className="envios" data-vacio="false">
      <span className="oculto" role="status">
        {marcas}
      </span>
      <span aria-hidden="true">{marcas}</span>
      {conRed && fase.tipo === 'esperando' ? espera(fase, ahora) : ''}
      {fase.tipo === 'sin sesión' ? ', cuando entres otra vez' : ''}
    </p>
  );
}

function espera({ hasta, motivo }: Fase & { tipo: 'esperando' }, ahora: number): string {
  return `, otra vez en ${lapso(hasta - ahora)} (${motivo})`;
}
