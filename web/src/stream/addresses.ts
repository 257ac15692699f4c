import type { Posicion, Seleccion } from './types.js';

export const SUBPROTOCOL = 'cargue.v1';

/** What can stand in a subprotocol's name; every JWT can. */
const TOKEN = /^[A-Za-z0-9._~+-]+$/;

/** Checks a push node's address and gives it without a slash at the end. */
export function readNode(address: string): string {
  const url = new URL(address);
  if (!/^(http|ws)s?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new TypeError(`${address} is no address of a push-service`);
  }
  return url.href.replace(/\/+$/, '');
}

/** The socket of one vendedor. */
export function socketOfOne(node: string, seleccion: Seleccion, desde: Posicion | null): string {
  const { vendedor_id } = seleccion;
  return `${socketOfMany(node)}${vendedor_id}/${query(seleccion, desde)}`;
}

/** The socket on which vendedores are subscribed to. */
export function socketOfMany(node: string): string {
  return `${node.replace(/^http/, 'ws')}/ws/cargue/`;
}

/** Where the HTTP status can be seen that a socket hides. */
export function planillaAddress(node: string, seleccion: Seleccion): string {
  return `${node.replace(/^ws/, 'http')}/api/planilla/${seleccion.vendedor_id}/${query(seleccion, null)}`;
}

/** The token is never part of an address. */
export function subprotocols(token: string | null): string[] {
  if (token === null) {
    return [SUBPROTOCOL];
  }
  if (!TOKEN.test(token)) {
    throw new TypeError('the token cannot be sent: it has characters that no JWT has');
  }
  return [SUBPROTOCOL, `bearer.${token}`];
}

export function positionText({ epoca, seq }: Posicion): string {
  return `${epoca}:${seq}`;
}

function query({ fecha, dia }: Seleccion, desde: Posicion | null): string {
  const params = new URLSearchParams();
  if (fecha !== undefined) {
    params.set('fecha', fecha);
  }
  if (dia !== undefined) {
    params.set('dia', dia);
  }
  if (desde !== null) {
    params.set('desde', positionText(desde));
  }
  return params.size === 0 ? '' : `?${params.toString()}`;
}
