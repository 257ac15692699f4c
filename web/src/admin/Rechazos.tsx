import type { ReactNode } from 'react';
import { useDentro } from '../comun/dentro.js';
import { hora, hoy } from '../comun/formato.js';
import { useHoy } from '../comun/useDiaNuevo.js';
import { leerRechazos } from './leer.js';
import { motivo } from './palabras.js';
import { useSondeo } from './useSondeo.js';

/** What was refused last. */
export function Rechazos(): ReactNode {
  const { config } = useDentro();
  const { datos, problema } = useSondeo(`${config.ingest}/api/rechazos/?limite=50`, leerRechazos, 'los rechazos');
  const { zona } = config;
  const today = useHoy(zona);
  return (
    <section aria-labelledby="rechazos">
      <h2 id="rechazos">Últimos rechazos</h2>
      {problema !== null && (
        <p className="problema" role="alert">
          {problema}
        </p>
      )}
      {datos === null && problema === null && <p className="tenue">Leyendo…</p>}
      {datos?.length === 0 && <p className="tenue">Nada se rechazó en las últimas 24 horas.</p>}
      {datos !== null && datos.length > 0 && (
        <ul className="lista">
          {datos.map((rechazo, n) => (
            <li key={`${rechazo.ocurrido_en} ${n}`} className="rechazado" data-codigo={rechazo.codigo}>
              <time dateTime={rechazo.ocurrido_en}>{cuando(rechazo.ocurrido_en, zona, today)}</time>
              <span>
                <strong>{motivo(rechazo.codigo)}</strong> <span className="tenue codigo">{rechazo.codigo}</span>
              </span>
              <span>
                {rechazo.vendedor_id}{' '}
                <span className="tenue">
                  {rechazo.dia} {rechazo.fecha}
                </span>
                {rechazo.producto !== null && ` · ${rechazo.producto}`}
              </span>
              <span className="tenue">
                {rechazo.actor} · {rechazo.rol} · {rechazo.origen}
                {rechazo.marcado_en !== null && `, tocado ${cuando(rechazo.marcado_en, zona, today)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** With the date, where that is not today. */
function cuando(instante: string, zona: string, today: string): string {
  const at = Date.parse(instante);
  const day = hoy(zona, at);
  return `${day === today ? '' : `${day} `}${hora(at, zona)}`;
}
