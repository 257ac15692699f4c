import { arrancar } from '../comun/arranque.js';
import './documentos.css';
import { Documentos } from './Documentos.js';

arrancar(<Documentos />);
