import type { ReactNode } from 'react';
import { arrancar } from '../comun/arranque.js';
import { useDentro } from '../comun/dentro.js';
import { Puerta } from '../comun/Puerta.js';
import type { Memoria } from '../comun/usePuerta.js';
import { Cargue } from '../stream/react.js';
import { abrirBase, type Base } from './base.js';
import './app.css';
import { Telefono } from './Telefono.js';
import { useCola } from './useCola.js';

const ROLES = ['vendedor'];
const ULTIMO = 'ultimo';

/** The page of a user, with the connection of one session. */
function Pagina({ base }: { readonly base: Base }): ReactNode {
  const { config, sesion, vez } = useDentro();
  const envios = useCola(base);
  if (sesion.vendedor_id === null) {
    return <p className="espera">El usuario {sesion.sub} no es de un vendedor.</p>;
  }
  return (
    <Cargue key={vez} url={config.push}>
      <Telefono base={base} vendedorId={sesion.vendedor_id} envios={envios} />
    </Cargue>
  );
}

function memoria(base: Base): Memoria {
  return {
    leer: async () => (await base.get('quien', ULTIMO)) ?? null,
    guardar: async (config, sesion) => {
      await base.put('quien', { config, sesion }, ULTIMO);
    },
    olvidar: () => base.delete('quien', ULTIMO),
  };
}

/** What makes the page open without network, and stay on the device; neither is to be had without https. */
async function quedarse(): Promise<void> {
  if ('serviceWorker' in navigator) {
    const before = navigator.serviceWorker.controller;
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      if (before !== null) {
        renovarse();
      }
    });
    await navigator.serviceWorker.register('/app/sw.js', { scope: '/app/' });
  }
  if ('storage' in navigator) {
    await navigator.storage.persist();
  }
}

/** Takes a new version of the page when nobody looks at it; what was tapped is on the device. */
function renovarse(): void {
  const reload = (): void => {
    if (document.visibilityState === 'hidden') {
      location.reload();
    }
  };
  document.addEventListener('visibilitychange', reload);
  reload();
}

async function abrir(): Promise<void> {
  try {
    const base = await abrirBase();
    arrancar(
      <Puerta servicio="ingest" roles={ROLES} memoria={memoria(base)}>
        <Pagina base={base} />
      </Puerta>,
    );
  } catch (e) {
    console.error('the store cannot be opened', e);
    arrancar(
      <p className="espera" role="alert">
        Este navegador no deja guardar las marcas: abre la página fuera del modo privado.
      </p>,
    );
  }
  await quedarse();
}

void abrir();
