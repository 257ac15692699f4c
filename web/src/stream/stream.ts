import { positionText, socketOfMany, socketOfOne } from './addresses.js';
import { Announcer } from './announcer.js';
import type { Connection, Final } from './connection.js';
import { Connector, type ConnectorOwner, type TokenSupplier } from './connector.js';
import { Emitter, type Listener } from './emitter.js';
import type { Environment } from './environment.js';
import { awaitHello, desde, newPlanilla, type Planilla } from './planilla.js';
import {
  disconnect,
  endAll,
  endOne,
  learn,
  newProtocolo,
  put,
  receive,
  remove,
  type Avance,
  type Efecto,
  type Protocolo,
} from './protocol.js';
import { Ilegible, isDia, isFecha, isVendedorId, readMensaje } from './read.js';
import type { Fin, Mensaje, Rechazo, Respuesta, Seleccion, Vista } from './types.js';
import { Views } from './views.js';

/** Vendedores on one socket. */
export const MAX_VENDEDORES = 200;

/** Time in which the rows of a vendedor begin to come, or go on coming, once it was asked for. */
export const ROWS_LIMIT_MS = 60_000;

/** What listeners are told. */
export interface Eventos {
  /** What is known of a vendedor has changed: rows, position or state. */
  readonly vista: Vista;
  /** The server refused a message of this client, in its words. */
  readonly rechazo: Rechazo;
  /** A connection ended or was not made; for a log. */
  readonly corte: Final;
}

/** What happened so far. */
export interface Contadores {
  /** Sockets that were opened. */
  readonly conexiones: number;
  /** Connections closed by this client because something that was sent did not arrive. */
  readonly perdidas: number;
  /** The same because a message was not of its form. */
  readonly malformados: number;
  /** The same because nothing was heard for too long. */
  readonly silencios: number;
}

export interface Settings {
  readonly nodes: readonly [string, ...string[]];
  readonly token: TokenSupplier | null;
  /** Whether the socket is the one for many vendedores. */
  readonly many: boolean;
  readonly selecciones: readonly Seleccion[];
}

/** Follows vendedores over one socket at a time; see {@link connect}. */
export class Stream implements ConnectorOwner {
  private readonly emitter = new Emitter<Eventos>();
  private readonly views: Views;
  private readonly connector: Connector;
  private readonly endReturns: () => void;
  private readonly asked = new Map<string, number>();
  private readonly counts = { conexiones: 0, perdidas: 0, malformados: 0, silencios: 0 };
  private announcer: Announcer | null = null;
  private protocolo: Protocolo;
  private end: Fin | null = null;

  constructor(
    private readonly env: Environment,
    private readonly settings: Settings,
  ) {
    const [only] = settings.selecciones;
    this.protocolo = newProtocolo(settings.many ? null : (only?.vendedor_id ?? null));
    this.views = new Views(
      () => this.protocolo,
      (vista) => {
        this.emitter.emit('vista', vista);
      },
    );
    this.connector = new Connector(env, settings.nodes, settings.token, this);
    for (const seleccion of settings.selecciones) {
      this.add(seleccion);
    }
    this.endReturns = env.onReturn((networkWasGone) => {
      this.connector.retryNow(networkWasGone);
    });
    this.connector.start();
  }

  on<K extends keyof Eventos>(evento: K, listener: Listener<Eventos[K]>): () => void {
    return this.emitter.on(evento, listener);
  }

  vista(vendedorId: string): Vista | undefined {
    return this.views.get(vendedorId);
  }

  vistas(): readonly Vista[] {
    return this.views.all();
  }

  get contadores(): Contadores {
    return { ...this.counts };
  }

  get fin(): Fin | null {
    return this.end;
  }

  aplicarRespuesta(respuesta: Respuesta): void {
    this.advance(learn(this.protocolo, respuesta));
  }

  renewToken(): Promise<void> {
    return this.connector.renewToken();
  }

  subscribe(seleccion: Seleccion): void {
    if (!this.settings.many) {
      throw new Error('this stream follows one vendedor only');
    }
    if (this.end !== null) {
      throw new Error(`this stream has ended: ${this.end.codigo}`);
    }
    const before = this.protocolo.planillas.get(seleccion.vendedor_id);
    if (before === undefined && this.protocolo.planillas.size >= MAX_VENDEDORES) {
      throw new RangeError(`one stream follows up to ${MAX_VENDEDORES} vendedores`);
    }
    if (before?.fin === null && before.filtro.fecha === seleccion.fecha && before.filtro.dia === seleccion.dia) {
      return;
    }
    this.add(seleccion);
    this.announcer?.announce(seleccion.vendedor_id);
    this.connector.start();
  }

  unsubscribe(vendedorId: string): void {
    if (!this.settings.many) {
      throw new Error('this stream follows one vendedor only');
    }
    this.protocolo = remove(this.protocolo, vendedorId);
    this.asked.delete(vendedorId);
    this.views.remove(vendedorId);
    this.announcer?.announce(vendedorId);
    if (this.protocolo.planillas.size === 0) {
      this.connector.end({ tipo: 'cerrada', codigo: 1000, motivo: 'nobody is followed' });
    }
  }

  suspend(): void {
    this.connector.suspend();
  }

  resume(): void {
    this.connector.resume();
  }

  close(): void {
    this.connector.stop({ codigo: 'CERRADO', motivo: '' });
  }

  // What the connector asks and tells.

  address(node: string): string {
    const [only] = this.protocolo.planillas.values();
    if (this.settings.many || only === undefined) {
      return socketOfMany(node);
    }
    return socketOfOne(node, { vendedor_id: only.vendedor_id, ...only.filtro }, desde(only));
  }

  anyone(): Seleccion | undefined {
    for (const { vendedor_id, filtro, fin } of this.protocolo.planillas.values()) {
      if (fin === null) {
        return { vendedor_id, ...filtro };
      }
    }
    return undefined;
  }

  onOpen(connection: Connection): void {
    this.counts.conexiones++;
    if (!this.settings.many) {
      for (const id of this.protocolo.planillas.keys()) {
        this.asked.set(id, this.env.now());
      }
      return;
    }
    this.announcer = new Announcer(
      this.env,
      {
        wanted: (id) => this.wanted(id),
        subscribe: (id, first) => this.subscription(id, first),
        unsubscribe: (id) => JSON.stringify({ type: 'unsubscribe', vendedor_id: id }),
      },
      (text) => {
        connection.send(text);
      },
    );
    for (const id of this.protocolo.planillas.keys()) {
      this.announcer.announce(id);
    }
  }

  onMessage(data: unknown): void {
    let mensaje: Mensaje;
    try {
      mensaje = readMensaje(data);
    } catch (e) {
      if (!(e instanceof Ilegible)) {
        throw e;
      }
      this.connector.end({ tipo: 'rota', causa: 'malformado', detalle: e.message });
      return;
    }
    if (mensaje.type === 'hello') {
      this.connector.hello(mensaje.latido_s);
    }
    if (!this.isStale(mensaje)) {
      this.advance(receive(this.protocolo, mensaje));
    }
  }

  deadline(): number {
    let first = Infinity;
    for (const [id, since] of this.asked) {
      const planilla = this.protocolo.planillas.get(id);
      if (planilla?.fin === null && planilla.fase !== 'en vivo') {
        first = Math.min(first, since + ROWS_LIMIT_MS);
      }
    }
    return first;
  }

  onLost(final: Final): void {
    if (final.tipo === 'rota') {
      const counts = { perdida: 'perdidas', malformado: 'malformados', silencio: 'silencios' } as const;
      this.counts[counts[final.causa]]++;
    }
    this.announcer?.close();
    this.announcer = null;
    this.asked.clear();
    this.protocolo = disconnect(this.protocolo);
    this.views.refreshAll();
    this.emitter.emit('corte', final);
  }

  onRefused(vendedorId: string, fin: Fin): boolean {
    if (!this.settings.many) {
      return false;
    }
    this.protocolo = endOne(this.protocolo, vendedorId, fin);
    this.views.refresh(vendedorId);
    return true;
  }

  onStop(fin: Fin): void {
    this.end = fin;
    this.endReturns();
    this.protocolo = endAll(this.protocolo, fin);
    this.views.refreshAll();
  }

  // What is followed.

  private add(seleccion: Seleccion): void {
    this.protocolo = put(this.protocolo, newPlanilla(checked(seleccion)));
    this.views.replace(seleccion.vendedor_id);
  }

  private wanted(vendedorId: string): Planilla['filtro'] | undefined {
    const planilla = this.protocolo.planillas.get(vendedorId);
    return planilla?.fin === null ? planilla.filtro : undefined;
  }

  private subscription(vendedorId: string, first: boolean): string {
    const planilla = this.protocolo.planillas.get(vendedorId);
    const from = planilla === undefined ? null : desde(planilla);
    if (planilla !== undefined) {
      this.asked.set(vendedorId, this.env.now());
      this.protocolo = put(this.protocolo, awaitHello(planilla, !first));
    }
    return JSON.stringify({
      type: 'subscribe',
      vendedor_id: vendedorId,
      ...planilla?.filtro,
      ...(from === null ? {} : { desde: positionText(from) }),
    });
  }

  /** Whether it answers a subscription that is wanted no longer; the one that is wanted is sent after it. */
  private isStale(mensaje: Mensaje): boolean {
    const { announcer } = this;
    if (announcer === null || !('vendedor_id' in mensaje) || mensaje.vendedor_id === null) {
      return false;
    }
    const id = mensaje.vendedor_id;
    if (announcer.isCurrent(id)) {
      return false;
    }
    if (mensaje.type === 'hello') {
      announcer.answered(id);
    } else if (mensaje.type === 'error') {
      this.emitter.emit('rechazo', mensaje);
      announcer.ended(id);
    }
    return true;
  }

  private advance({ protocolo, efectos }: Avance): void {
    this.protocolo = protocolo;
    for (const efecto of efectos) {
      this.follow(efecto);
    }
  }

  private follow(efecto: Efecto): void {
    switch (efecto.tipo) {
      case 'noticia':
        this.news(efecto.vendedor_id);
        break;
      case 'respuesta':
        this.views.refresh(efecto.vendedor_id);
        break;
      case 'contestada':
        if (this.wanted(efecto.vendedor_id) === undefined) {
          this.announcer?.ended(efecto.vendedor_id);
        } else {
          this.announcer?.answered(efecto.vendedor_id);
        }
        break;
      case 'repetir':
        this.announcer?.ended(efecto.vendedor_id);
        break;
      case 'frenar':
        this.announcer?.slowDown();
        break;
      case 'ajeno':
        this.announcer?.stray(efecto.vendedor_id);
        break;
      case 'atraso':
        this.views.refreshAll();
        break;
      case 'sano':
        this.connector.right();
        break;
      case 'adios':
        this.connector.farewell(efecto);
        break;
      case 'rechazo':
        this.emitter.emit('rechazo', efecto.rechazo);
        break;
      case 'roto':
        this.connector.end({ tipo: 'rota', ...efecto.fallo });
        break;
    }
  }

  private news(vendedorId: string): void {
    const now = this.env.now();
    if (this.asked.has(vendedorId)) {
      this.asked.set(vendedorId, now);
    }
    this.views.heard(vendedorId, now);
  }
}

function checked(seleccion: Seleccion): Seleccion {
  const { vendedor_id, fecha, dia } = seleccion;
  if (!isVendedorId(vendedor_id)) {
    throw new TypeError(`"${vendedor_id}" is no vendedor's id`);
  }
  if (fecha !== undefined && !isFecha(fecha)) {
    throw new TypeError(`"${fecha}" is no date of the form YYYY-MM-DD`);
  }
  if (dia !== undefined && !isDia(dia)) {
    throw new TypeError(`"${String(dia)}" is no day`);
  }
  return seleccion;
}
