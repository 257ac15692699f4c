import { impedimento, type EnSesion } from '../comun/guardia.js';
import { respuestaDe } from '../comun/respuesta.js';
import { campo, llamar, mensaje } from '../comun/servicio.js';
import type { Respuesta } from '../stream/index.js';
import type { Entrada } from './base.js';
import type { Cola, Desenlace } from './cola.js';

/** What the sending does now, for the page to tell. */
export type Fase =
  | { readonly tipo: 'quieta' }
  | { readonly tipo: 'enviando' }
  /** No answer, or the service asks for patience: again at that time. */
  | { readonly tipo: 'esperando'; readonly hasta: number; readonly motivo: string; readonly pedida: boolean }
  /** Nothing can be sent before the person has opened a session. */
  | { readonly tipo: 'sin sesión' };

export interface Entorno {
  readonly ingest: string;
  readonly now: () => number;
  /** Calls after so long; returns what prevents it. */
  readonly schedule: (task: () => void, delayMs: number) => () => void;
  /** Runs while no other page of this device does; see {@link porTurnos}. */
  readonly porTurnos: <T>(nombre: string, task: () => Promise<T>) => Promise<T>;
}

const PRIMERA_ESPERA_MS = 1_000;
const ULTIMA_ESPERA_MS = 30_000;

/** A full batch over a bad network takes longer to send than to answer. */
const LIMITE_MS = 30_000;

/** Statuses with which an entry stays: the next call may be answered otherwise. */
const SIGUEN = new Set([401, 403, 408, 425, 429]);

/**
 * Sends a user's queue, in order and a batch at a time, until it is empty; what has no answer stays and is sent again
 * with the same keys. It must be told when there may be something to send.
 */
export class Envio {
  private readonly listeners = new Set<() => void>();
  private fase: Fase = { tipo: 'quieta' };
  private running = false;
  private again = false;
  private wait = PRIMERA_ESPERA_MS;
  private cancel: (() => void) | null = null;
  private sesion: EnSesion | null = null;
  private mostrar: (respuesta: Respuesta) => void = () => undefined;

  constructor(
    private readonly cola: Cola,
    private readonly entorno: Entorno,
  ) {}

  /** There is something to send, or the network is back. Does not shorten a wait for which the service has asked. */
  avisar(): void {
    const { fase } = this;
    if (this.sesion === null || (fase.tipo === 'esperando' && fase.pedida && this.entorno.now() < fase.hasta)) {
      return;
    }
    if (this.running) {
      this.again = true;
      return;
    }
    this.cancel?.();
    this.cancel = null;
    void this.run();
  }

  /** Sends what there is in a session, and in nobody else's name, until the function that it returns is called. */
  abrir(sesion: EnSesion): () => void {
    this.sesion = sesion;
    this.avisar();
    return () => {
      if (this.sesion === sesion) {
        this.sesion = null; // a wait goes on: it may be the next session's
      }
    };
  }

  /** Gives answers to whoever shows rows, until the function that it returns is called. */
  mostrarEn(mostrar: (respuesta: Respuesta) => void): () => void {
    this.mostrar = mostrar;
    return () => {
      this.mostrar = () => undefined;
    };
  }

  actual = (): Fase => this.fase;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  private async run(): Promise<void> {
    this.running = true;
    try {
      do {
        this.again = false;
        await this.entorno.porTurnos(`cargue-envio-${this.cola.sub}`, () => this.vaciar());
      } while (this.debeSeguir());
    } catch (e) {
      console.error('the queue cannot be sent', e);
      this.esperar({ motivo: 'este teléfono no puede leer sus marcas guardadas', esperarMs: null, sinSesion: null });
    } finally {
      this.running = false;
    }
  }

  private debeSeguir(): boolean {
    return this.again && this.sesion !== null && this.fase.tipo !== 'esperando';
  }

  /** Until the queue is empty, or has to wait. */
  private async vaciar(): Promise<void> {
    for (;;) {
      const sesion = this.sesion;
      const ajena = sesion === null ? null : await this.ajena(sesion);
      if (this.sesion !== sesion) {
        continue; // it was asked of a session that is over
      }
      const entries = sesion === null || ajena !== null ? [] : await this.cola.tomar();
      if (ajena === null && entries.length === 0) {
        this.turn({ tipo: 'quieta' });
        return;
      }
      this.turn({ tipo: 'enviando' });
      const paciencia = ajena ?? (await this.lote(entries));
      if (paciencia !== null) {
        this.esperar(paciencia);
        return;
      }
      this.wait = PRIMERA_ESPERA_MS;
    }
  }

  /** Why nothing of what there is can be sent in the browser's session; null when it can. */
  private async ajena({ guardia }: EnSesion): Promise<Paciencia | null> {
    if (guardia.segura || (await this.cola.pendientes()).entradas.length === 0) {
      return null;
    }
    switch (await impedimento(guardia)) {
      case null:
        return null;
      case 'sin respuesta':
        return SIN_RED;
      case 'sin sesión':
        return { motivo: '', esperarMs: null, sinSesion: 'sabida' };
    }
  }

  /** Sends one batch; returns why to wait, if so. */
  private async lote(entries: readonly Entrada[]): Promise<Paciencia | null> {
    const answer = await llamar(`${this.entorno.ingest}/api/checks/`, {
      metodo: 'POST',
      cuerpo: { checks: entries.map(check) },
      limiteMs: LIMITE_MS,
    });
    if (answer.tipo === 'sin respuesta') {
      return SIN_RED;
    }
    const { status, cuerpo, esperarMs } = answer;
    if (status !== 200) {
      const motivo = mensaje(cuerpo, `el servicio no acepta el envío (${status})`);
      return { motivo, esperarMs, sinSesion: status === 401 ? 'dicha' : null };
    }
    return this.resultados(entries, cuerpo);
  }

  private async resultados(entries: readonly Entrada[], cuerpo: unknown): Promise<Paciencia | null> {
    const results = campo(cuerpo, 'resultados');
    const byId = new Map(
      (Array.isArray(results) ? results : []).map((one: unknown) => [campo(one, 'id'), one] as const),
    );
    let paciencia: Paciencia | null = null;
    for (const entry of entries) {
      const result = byId.get(entry.id);
      const status = Number(campo(result, 'status') ?? 0);
      const body = campo(result, 'body');
      if (status < 200 || status >= 500 || SIGUEN.has(status)) {
        paciencia = {
          motivo: mensaje(body, 'el servicio no contestó todo'),
          esperarMs: null,
          sinSesion: status === 401 ? 'dicha' : null,
        };
        continue;
      }
      const row = respuestaDe(entry, body);
      if (row !== null) {
        this.mostrar(row);
      }
      await this.cola.resolver(entry, desenlace(status, body, row), row);
    }
    return paciencia;
  }

  private esperar({ motivo, esperarMs, sinSesion }: Paciencia): void {
    if (sinSesion !== null) {
      this.turn({ tipo: 'sin sesión' });
      if (sinSesion === 'dicha') {
        this.sesion?.vencer();
      }
      return;
    }
    const delay = Math.max(esperarMs ?? 0, this.wait);
    this.wait = Math.min(2 * this.wait, ULTIMA_ESPERA_MS);
    this.turn({ tipo: 'esperando', hasta: this.entorno.now() + delay, motivo, pedida: esperarMs !== null });
    this.cancel = this.entorno.schedule(() => {
      this.cancel = null;
      if (this.sesion !== null && !this.running) {
        void this.run(); // whatever the clock says: it may have been set back
      }
    }, delay);
  }

  private turn(fase: Fase): void {
    this.fase = fase;
    for (const listener of this.listeners) {
      listener();
    }
  }
}

interface Paciencia {
  readonly motivo: string;
  readonly esperarMs: number | null;
  /** `dicha`: the service has refused the session. `sabida`: it was asked before. */
  readonly sinSesion: 'dicha' | 'sabida' | null;
}

const SIN_RED: Paciencia = { motivo: 'sin red', esperarMs: null, sinSesion: null };

function check({ id, vendedor_id, dia, fecha, producto, v, seq_visto, epoca, marcado_en }: Entrada): unknown {
  return { id, vendedor_id, dia, fecha, producto, v, seq_visto, epoca, marcado_en };
}

function desenlace(status: number, body: unknown, row: Respuesta | null): Desenlace {
  if (status === 200 && row !== null) {
    return { tipo: 'tomada', seq: row.seq, epoca: row.epoca };
  }
  if (status === 409) {
    return { tipo: 'conflicto', mensaje: mensaje(body, 'El renglón cambió mientras tanto.') };
  }
  return { tipo: 'rechazada', mensaje: mensaje(body, `El servicio no aceptó la marca (${status}).`) };
}

/** One page of this device at a time, where the browser can tell (it cannot without https). */
export function porTurnos<T>(nombre: string, task: () => Promise<T>): Promise<T> {
  const locks: LockManager | undefined = 'locks' in navigator ? navigator.locks : undefined;
  return locks === undefined ? task() : locks.request(nombre, task);
}
