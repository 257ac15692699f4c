import { arrancar } from '../comun/arranque.js';
import { Puerta, useDentro } from '../comun/Puerta.js';
import { Cargue } from '../stream/react.js';
import './cargue.css';
import { Tablero } from './Tablero.js';
import type { ReactNode } from 'react';

const ROLES = ['despachador', 'analista', 'admin'];

/** The page with the connections of one session. */
function Pagina(): ReactNode {
  const { config, vez } = useDentro();
  return (
    <Cargue key={vez} url={config.push}>
      <Tablero />
    </Cargue>
  );
}

arrancar(
  <Puerta servicio="push" roles={ROLES}>
    <Pagina />
  </Puerta>,
);
