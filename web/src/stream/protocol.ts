import {
  awaitHello,
  end,
  onChecks,
  onHello,
  onLatido,
  onRespuesta,
  onSnapshot,
  type Fallo,
  type Paso,
  type Planilla,
} from './planilla.js';
import type { Fin, Latido, Mensaje, Rechazo, Respuesta } from './types.js';

/** What the messages of one connection after the other add up to. Never changed; each step gives the next one. */
export interface Protocolo {
  /** The vendedor of messages that name none: the connection follows only this one. */
  readonly unico: string | null;
  readonly planillas: ReadonlyMap<string, Planilla>;
  readonly atraso_s: number | null;
}

/** What follows from a message, besides the next state. */
export type Efecto =
  /** The server has said something of a vendedor. */
  | { readonly tipo: 'noticia'; readonly vendedor_id: string }
  /** A POST's answer was taken. */
  | { readonly tipo: 'respuesta'; readonly vendedor_id: string }
  /** The server has begun to answer a subscription, or ended it. */
  | { readonly tipo: 'contestada'; readonly vendedor_id: string }
  /** The position is not taken: the subscription is to be sent anew, without one. */
  | { readonly tipo: 'repetir'; readonly vendedor_id: string }
  /** Messages of this client were dropped; which ones is not known. */
  | { readonly tipo: 'frenar' }
  /** The server says something of a vendedor that is not followed. */
  | { readonly tipo: 'ajeno'; readonly vendedor_id: string }
  /** `atraso_s` is another than before. */
  | { readonly tipo: 'atraso' }
  /** The stream was seen to be right. */
  | { readonly tipo: 'sano' }
  | { readonly tipo: 'adios'; readonly motivo: string; readonly reconectar_en_ms: number | null }
  | { readonly tipo: 'rechazo'; readonly rechazo: Rechazo }
  /** The connection cannot be trusted; it is to be made anew. */
  | { readonly tipo: 'roto'; readonly fallo: Fallo };

export interface Avance {
  readonly protocolo: Protocolo;
  readonly efectos: readonly Efecto[];
}

export function newProtocolo(unico: string | null): Protocolo {
  return { unico, planillas: new Map(), atraso_s: null };
}

/** Takes a message of the server. */
export function receive(protocolo: Protocolo, mensaje: Mensaje): Avance {
  switch (mensaje.type) {
    case 'hello':
      return step(withAtraso(protocolo, mensaje.atraso_s), mensaje.vendedor_id, (planilla) =>
        onHello(planilla, mensaje),
      );
    case 'snapshot':
      return step(none(protocolo), mensaje.vendedor_id, (planilla) => onSnapshot(planilla, mensaje));
    case 'checks':
      return step(none(protocolo), mensaje.vendedor_id, (planilla) => onChecks(planilla, mensaje));
    case 'latido':
      return latido(withAtraso(protocolo, mensaje.atraso_s), mensaje);
    case 'adios':
      return none(protocolo, [{ ...mensaje, tipo: 'adios' }]);
    case 'error':
      return refused(protocolo, mensaje);
    case 'desconocido':
      return none(protocolo);
  }
}

/** Takes a POST's answer. */
export function learn(protocolo: Protocolo, respuesta: Respuesta): Avance {
  const planilla = protocolo.planillas.get(respuesta.vendedor_id);
  if (planilla === undefined) {
    return none(protocolo);
  }
  const next = onRespuesta(planilla, respuesta);
  return next === planilla
    ? none(protocolo)
    : none(put(protocolo, next), [{ tipo: 'respuesta', vendedor_id: next.vendedor_id }]);
}

/** Adds a planilla, or replaces that of the same vendedor. */
export function put(protocolo: Protocolo, planilla: Planilla): Protocolo {
  return { ...protocolo, planillas: new Map(protocolo.planillas).set(planilla.vendedor_id, planilla) };
}

export function remove(protocolo: Protocolo, vendedorId: string): Protocolo {
  return { ...protocolo, planillas: new Map([...protocolo.planillas].filter(([id]) => id !== vendedorId)) };
}

/** The connection is gone. */
export function disconnect(protocolo: Protocolo): Protocolo {
  return { ...mapped(protocolo, (planilla) => awaitHello(planilla)), atraso_s: null };
}

/** Nothing more will be received of a vendedor. */
export function endOne(protocolo: Protocolo, vendedorId: string, fin: Fin): Protocolo {
  const planilla = protocolo.planillas.get(vendedorId);
  return planilla === undefined ? protocolo : put(protocolo, end(planilla, fin));
}

/** Nothing more will be received of anyone. */
export function endAll(protocolo: Protocolo, fin: Fin): Protocolo {
  return mapped(disconnect(protocolo), (planilla) => end(planilla, fin));
}

function mapped(protocolo: Protocolo, change: (planilla: Planilla) => Planilla): Protocolo {
  return { ...protocolo, planillas: new Map(Array.from(protocolo.planillas, ([id, p]) => [id, change(p)])) };
}

function none(protocolo: Protocolo, efectos: readonly Efecto[] = []): Avance {
  return { protocolo, efectos };
}

function withAtraso(protocolo: Protocolo, atraso_s: number | null): Avance {
  return atraso_s === protocolo.atraso_s ? none(protocolo) : none({ ...protocolo, atraso_s }, [{ tipo: 'atraso' }]);
}

/** Of one vendedor the hello comes first: signs of life must not keep a connection whose hello was lost. */
const helloLost: Efecto = {
  tipo: 'roto',
  fallo: { causa: 'perdida', detalle: 'something came before the hello' },
};

/** A step of the vendedor that a message is of. */
function step({ protocolo, efectos }: Avance, named: string | null, take: (planilla: Planilla) => Paso): Avance {
  const id = named ?? protocolo.unico;
  if (id === null || (protocolo.unico !== null && id !== protocolo.unico)) {
    const detalle = id === null ? 'a message does not say of whom it is' : `a message is of ${id}`;
    return none(protocolo, [{ tipo: 'roto', fallo: { causa: 'malformado', detalle } }]);
  }
  const planilla = protocolo.planillas.get(id);
  if (planilla?.fin !== null) {
    return none(protocolo, efectos); // said before the server knew that it is followed no longer
  }
  if (named === null && planilla.fase === 'hello') {
    return none(protocolo, [helloLost]);
  }
  const paso = take(planilla);
  if ('fallo' in paso) {
    return none(protocolo, [{ tipo: 'roto', fallo: paso.fallo }]);
  }
  return none(put(protocolo, paso.planilla), [...consequences(planilla, paso.planilla), ...efectos]);
}

function consequences(before: Planilla, now: Planilla): readonly Efecto[] {
  const { vendedor_id } = now;
  const efectos: Efecto[] = [];
  if (before.fase === 'hello' && now.fase !== 'hello') {
    efectos.push({ tipo: 'contestada', vendedor_id });
  }
  if (before.fase !== 'en vivo' && now.fase === 'en vivo') {
    efectos.push({ tipo: 'sano' });
  }
  efectos.push({ tipo: 'noticia', vendedor_id });
  return efectos;
}

function latido(avance: Avance, mensaje: Latido): Avance {
  const { protocolo } = avance;
  const sent: [string, number][] =
    protocolo.unico !== null && mensaje.seq !== null ? [[protocolo.unico, mensaje.seq]] : [...mensaje.posiciones];
  const efectos: Efecto[] = [];
  for (const [vendedor_id, seq] of sent) {
    const planilla = protocolo.planillas.get(vendedor_id);
    if (planilla === undefined) {
      efectos.push({ tipo: 'ajeno', vendedor_id });
      continue;
    }
    if (protocolo.unico !== null && planilla.fase === 'hello') {
      return none(protocolo, [helloLost]);
    }
    const paso = onLatido(planilla, seq);
    if ('fallo' in paso) {
      return none(protocolo, [{ tipo: 'roto', fallo: paso.fallo }]);
    }
    efectos.push({ tipo: 'noticia', vendedor_id });
  }
  return none(protocolo, [...efectos, ...avance.efectos]);
}

function refused(protocolo: Protocolo, rechazo: Rechazo): Avance {
  const told: Efecto = { tipo: 'rechazo', rechazo };
  if (protocolo.unico !== null) {
    return none(protocolo, [told]);
  }
  if (rechazo.codigo === 'DEMASIADOS_MENSAJES') {
    return none(protocolo, [told, { tipo: 'frenar' }]);
  }
  const planilla = rechazo.vendedor_id === null ? undefined : protocolo.planillas.get(rechazo.vendedor_id);
  if (planilla === undefined) {
    return none(protocolo, [told]);
  }
  const { vendedor_id } = planilla;
  if (rechazo.codigo === 'POSICION_INVALIDA' && planilla.epoca !== null) {
    return none(put(protocolo, { ...planilla, epoca: null, seq: 0 }), [told, { tipo: 'repetir', vendedor_id }]);
  }
  const ended = end(planilla, { codigo: rechazo.codigo, motivo: rechazo.message });
  return none(put(protocolo, ended), [told, { tipo: 'contestada', vendedor_id }, { tipo: 'noticia', vendedor_id }]);
}
