import { useEffect, useState } from 'react';
import { useDentro } from '../comun/dentro.js';
import { campo, llamar, mensaje } from '../comun/servicio.js';
import { isVendedorId } from '../stream/read.js';

export interface Vendedor {
  readonly id: string;
  readonly nombre: string;
}

const REINTENTO_MS = 5_000;

/** The vendedores that the user may see, and what keeps them from being read. */
export function useVendedores(): { readonly vendedores: readonly Vendedor[] | null; readonly problema: string | null } {
  const { config, vez, vencer } = useDentro();
  const [vendedores, setVendedores] = useState<readonly Vendedor[] | null>(null);
  const [problema, setProblema] = useState<string | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const read = async (): Promise<void> => {
      const answer = await llamar(`${config.ingest}/api/vendedores/`);
      if (over) {
        return;
      }
      if (answer.tipo === 'respuesta' && answer.status === 200) {
        setVendedores(vendedoresDe(answer.cuerpo));
        setProblema(null);
        return;
      }
      if (answer.tipo === 'respuesta' && answer.status === 401) {
        vencer();
        return;
      }
      setProblema(
        answer.tipo === 'respuesta'
          ? mensaje(answer.cuerpo, `No se pudo leer la lista de vendedores (${answer.status}).`)
          : 'No hay conexión para leer la lista de vendedores.',
      );
      timer = setTimeout(() => void read(), REINTENTO_MS);
    };
    void read();
    return () => {
      over = true;
      clearTimeout(timer);
    };
    // A new session reads them anew; `vencer` is of that session.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [config, vez]);
  return { vendedores, problema };
}

function vendedoresDe(cuerpo: unknown): readonly Vendedor[] {
  return (Array.isArray(cuerpo) ? cuerpo : []).flatMap((one: unknown) => {
    const id = campo(one, 'vendedor_id');
    const nombre = campo(one, 'nombre');
    return typeof id === 'string' && isVendedorId(id)
      ? [{ id, nombre: typeof nombre === 'string' && nombre !== '' ? nombre : id }]
      : [];
  });
}
