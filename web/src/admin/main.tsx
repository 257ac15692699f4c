import { arrancar } from '../comun/arranque.js';
import { Puerta } from '../comun/Puerta.js';
import { Administracion } from './Administracion.js';
import './admin.css';

const ROLES = ['admin'];

arrancar(
  <Puerta servicio="push" roles={ROLES}>
    <Administracion />
  </Puerta>,
);
