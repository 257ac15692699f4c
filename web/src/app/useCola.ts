import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useDentro } from '../comun/dentro.js';
import { deServicio } from '../comun/reloj.js';
import type { Fila } from '../comun/respuesta.js';
import type { Base } from './base.js';
import { Cola, ColaLlena, type Pendientes, type Visto } from './cola.js';
import { Envio, porTurnos, type Fase } from './envio.js';

/** The user's queue, as the page shows it and puts into it. */
export interface Envios {
  /** null: not read yet. */
  readonly pendientes: Pendientes | null;
  readonly fase: Fase;
  /** Why the last tap was not kept; null when it was. */
  readonly problema: string | null;
  readonly marcar: (fila: Fila, v: boolean, visto: Visto) => void;
  readonly entendido: (fila: Fila) => void;
  /** See {@link Envio.mostrarEn}. */
  readonly mostrarEn: Envio['mostrarEn'];
}

const CANAL = 'cargue-cola';

/** Keeps the user's taps and sends them whenever that is possible, through all sessions of the page. */
export function useCola(base: Base): Envios {
  const { config, sesion, guardia, vez, vencer } = useDentro();
  const [problema, setProblema] = useState<string | null>(null);
  const [pendientes, setPendientes] = useState<Pendientes | null>(null);
  const cola = useMemo(() => new Cola(base, sesion.sub), [base, sesion.sub]);
  const [envio] = useState(
    () =>
      new Envio(cola, {
        ingest: config.ingest,
        now: () => Date.now(),
        schedule: (task, delayMs) => {
          const timer = setTimeout(task, delayMs);
          return () => {
            clearTimeout(timer);
          };
        },
        porTurnos,
      }),
  );
  const fase = useSyncExternalStore(envio.subscribe, envio.actual);

  useEffect(() => {
    const channel = new BroadcastChannel(CANAL);
    const show = (): void => {
      void cola.pendientes().then(setPendientes, (e: unknown) => {
        console.error('the queue cannot be read', e);
        setProblema('Este teléfono no puede leer sus marcas guardadas.');
      });
    };
    const end = cola.subscribe(() => {
      show();
      channel.postMessage(null);
    });
    channel.onmessage = show; // another page of this device
    show();
    return () => {
      end();
      channel.close();
    };
  }, [cola]);

  useEffect(() => {
    const back = (): void => {
      if (document.visibilityState === 'visible') {
        envio.avisar();
      }
    };
    const end = envio.abrir({ guardia, vencer });
    addEventListener('online', back);
    document.addEventListener('visibilitychange', back);
    return () => {
      end();
      removeEventListener('online', back);
      document.removeEventListener('visibilitychange', back);
    };
  }, [envio, guardia, vez, vencer]);

  const marcar = useCallback(
    (fila: Fila, v: boolean, visto: Visto) => {
      cola.marcar(fila, v, visto, deServicio(Date.now())).then(
        () => {
          setProblema(null);
          envio.avisar();
        },
        (e: unknown) => {
          console.error('a tap was not kept', e);
          setProblema(e instanceof ColaLlena ? e.message : 'Este teléfono no pudo guardar la marca.');
        },
      );
    },
    [cola, envio],
  );
  const entendido = useCallback(
    (fila: Fila) => {
      void cola.entendido(fila);
    },
    [cola],
  );
  const mostrarEn = useCallback<Envio['mostrarEn']>((mostrar) => envio.mostrarEn(mostrar), [envio]);
  return { pendientes, fase, problema, marcar, entendido, mostrarEn };
}
