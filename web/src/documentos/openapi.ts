import { campo } from '../comun/servicio.js';

/** Whether a call gets an answer that ends: neither a WebSocket nor a stream of events does. */
export function seContesta(documento: object, path: string, method: string): boolean {
  const respuestas = campo(campo(campo(campo(documento, 'paths'), path), method), 'responses');
  return (
    campo(respuestas, '101') === undefined &&
    campo(campo(campo(respuestas, '200'), 'content'), 'text/event-stream') === undefined
  );
}
