import { useEffect, useState } from 'react';
import { leerConfig, type Config } from '../comun/sesion.js';
import { llamar } from '../comun/servicio.js';

export const OPENAPI = '/openapi.json';
export const ASYNCAPI = '/asyncapi.json';

/** The other service's page; null where it is not known, or is this one. */
export interface Otra {
  readonly nombre: string;
  readonly url: string;
}

/** What the service that serves the page has. */
export interface Servicio {
  /** Whether it has events, besides HTTP. */
  readonly eventos: boolean;
  readonly otra: Otra | null;
}

/** Asks the page's service what it has; null while it has not answered. */
export function useServicio(): Servicio | null {
  const [servicio, setServicio] = useState<Servicio | null>(null);
  useEffect(() => {
    let over = false;
    void Promise.all([llamar(ASYNCAPI, { metodo: 'HEAD', sinSesion: true }), leerConfig()]).then(([head, config]) => {
      const eventos = head.tipo === 'respuesta' && head.status === 200;
      if (!over) {
        setServicio({ eventos, otra: otra(config, eventos, location.host) });
      }
    });
    return () => {
      over = true;
    };
  }, []);
  return servicio;
}

/** Of the two services push has the events. */
export function otra(config: Config | null, eventos: boolean, here: string): Otra | null {
  if (config === null) {
    return null;
  }
  const nombre = eventos ? 'ingest' : 'push';
  const base = config[nombre];
  return new URL(base).host === here
    ? null
    : { nombre: `${nombre}-service`, url: `${base.replace(/\/$/, '')}/documentos/` };
}

/** A document, as far as it is known. */
export type Leido =
  | { readonly tipo: 'leyendo' }
  | { readonly tipo: 'sin documento' }
  | { readonly tipo: 'documento'; readonly documento: object };

/** Reads a document once. */
export function useDocumento(url: string): Leido {
  const [leido, setLeido] = useState<Leido>({ tipo: 'leyendo' });
  useEffect(() => {
    let over = false;
    void llamar(url, { sinSesion: true }).then((answer) => {
      if (!over) {
        const there = answer.tipo === 'respuesta' && answer.status === 200;
        setLeido(
          there && typeof answer.cuerpo === 'object' && answer.cuerpo !== null
            ? { tipo: 'documento', documento: answer.cuerpo }
            : { tipo: 'sin documento' },
        );
      }
    });
    return () => {
      over = true;
    };
  }, [url]);
  return leido;
}
