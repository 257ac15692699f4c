import type { ReactNode } from 'react';
import { arrancar } from '../comun/arranque.js';
import { useDentro } from '../comun/dentro.js';
import { Puerta } from '../comun/Puerta.js';
import { Cargue } from '../stream/react.js';
import './cargue.css';
import { Tablero } from './Tablero.js';
import { Contexto, useMarcasDeSesion } from './useMarcas.js';

const ROLES = ['despachador', 'analista', 'admin'];

/** The page of a user, with the connections of one session. */
function Pagina(): ReactNode {
  const { config, vez } = useDentro();
  return (
    <Contexto value={useMarcasDeSesion()}>
      <Cargue key={vez} url={config.push}>
        <Tablero />
      </Cargue>
    </Contexto>
  );
}

arrancar(
  <Puerta servicio="push" roles={ROLES}>
    <Pagina />
  </Puerta>,
);
