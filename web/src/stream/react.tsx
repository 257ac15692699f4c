import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { Hub, type HubOptions } from './hub.js';
import type { Dia, Renglon, Respuesta, Vista } from './types.js';

/** A vendedor's sheet as a component sees it. */
export type Planilla = Omit<Vista, 'filtro'>;

/** What a component may do with the connections that its page shares. */
export interface Conexion {
  /** Gives a POST's answer to whoever shows that row, so that it shows at once. */
  readonly aplicarRespuesta: (respuesta: Respuesta) => void;
  /** Makes the connections anew: "today" is fixed when one is opened. */
  readonly reconectar: () => void;
  /** Gives a new token, from the provider's supplier, to the open connections. */
  readonly renewToken: () => Promise<void>;
}

const Contexto = createContext<Hub | null>(null);

/**
 * Connects all `usePlanilla` below it, over as few sockets as can be: one for each `fecha`. They are closed when it goes,
 * and while the page is left. Options are those of the first drawing; a `key` of the page's own makes new ones count.
 */
export function Cargue({ children, ...options }: HubOptions & { readonly children: ReactNode }): ReactNode {
  // eslint-disable-next-line react-hooks/exhaustive-deps -- only the first options count
  const hub = useMemo(() => new Hub(options), []);
  useEffect(() => {
    const leave = (): void => {
      hub.leave();
    };
    const comeBack = (): void => {
      hub.comeBack();
    };
    globalThis.addEventListener('pagehide', leave);
    globalThis.addEventListener('pageshow', comeBack);
    return () => {
      globalThis.removeEventListener('pagehide', leave);
      globalThis.removeEventListener('pageshow', comeBack);
    };
  }, [hub]);
  return <Contexto value={hub}>{children}</Contexto>;
}

/** The page's shared connections. */
export function useConexion(): Conexion {
  const hub = useHub();
  return useMemo(
    () => ({
      aplicarRespuesta: (respuesta) => {
        hub.aplicarRespuesta(respuesta);
      },
      reconectar: () => {
        hub.leave();
        hub.comeBack();
      },
      renewToken: () => hub.renewToken(),
    }),
    [hub],
  );
}

/**
 * A vendedor's sheet, drawn anew with every change. Without `dia`, the sheets of all days; without `fecha`, those of
 * today and later.
 */
export function usePlanilla(vendedorId: string, dia?: Dia, fecha?: string): Planilla {
  const ids = useMemo(() => [vendedorId], [vendedorId]);
  const planilla = usePlanillas(ids, fecha).get(vendedorId) ?? pending(vendedorId);
  return useMemo(
    () => (dia === undefined ? planilla : { ...planilla, renglones: ofDia(planilla.renglones, dia) }),
    [planilla, dia],
  );
}

/** The sheets of several vendedores. Pass the same array, or one of the same ids, as long as they are the same. */
export function usePlanillas(vendedores: readonly string[], fecha?: string): ReadonlyMap<string, Planilla> {
  const hub = useHub();
  const key = vendedores.join(' ');
  const ids = useMemo(() => (key === '' ? [] : key.split(' ')), [key]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const ends = [hub.subscribe(listener), ...ids.map((id) => hub.follow(id, fecha))];
      return () => {
        for (const end of ends.reverse()) {
          end();
        }
      };
    },
    [hub, ids, fecha],
  );
  const snapshot = useMemo(() => snapshots(hub, ids, fecha), [hub, ids, fecha]);
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

/** Gives the same map as long as each of its sheets is the same. */
function snapshots(hub: Hub, ids: readonly string[], fecha: string | undefined): () => ReadonlyMap<string, Planilla> {
  let last: ReadonlyMap<string, Planilla> | null = null;
  const none = new Map(ids.map((id) => [id, pending(id)]));
  return () => {
    const entries = ids.map((id): [string, Planilla] => [id, hub.vista(id, fecha) ?? none.get(id) ?? pending(id)]);
    const previous = last;
    if (previous === null || entries.some(([id, planilla]) => previous.get(id) !== planilla)) {
      last = new Map(entries);
    }
    return last ?? none;
  };
}

function useHub(): Hub {
  const hub = useContext(Contexto);
  if (hub === null) {
    throw new Error('usePlanilla and the like are used within <Cargue>');
  }
  return hub;
}

function ofDia(renglones: readonly Renglon[], dia: Dia): readonly Renglon[] {
  return renglones.filter((renglon) => renglon.dia === dia);
}

/** Of a vendedor that is not followed yet. */
function pending(vendedorId: string): Planilla {
  return {
    vendedor_id: vendedorId,
    estado: 'conectando',
    alDia: false,
    atraso_s: null,
    posicion: null,
    fechaDesde: null,
    renglones: [],
    ultimaNoticia: null,
    fin: null,
  };
}
