import { impedimento, type EnSesion } from '../comun/guardia.js';
import { respuestaDe, nombreDe, type Fila } from '../comun/respuesta.js';
import { llamar, mensaje, nuevaClave, type Contestacion } from '../comun/servicio.js';
import type { Renglon, Respuesta } from '../stream/index.js';

/** What the dispatcher wants of a row that the service has not confirmed. */
export interface Marca {
  readonly d: boolean;
  /** Whether the service has been asked more than once. */
  readonly insiste: boolean;
}

interface Pendiente {
  /** The value of the call under way. */
  readonly enviado: boolean;
  /** The last wish. */
  deseo: boolean;
  insiste: boolean;
}

type Base = Pick<Renglon, 'seq' | 'epoca'>;

/** An answer after which nothing is asked again. */
type Final = Contestacion & { readonly tipo: 'respuesta' };

const PRIMERA_ESPERA_MS = 500;
const ULTIMA_ESPERA_MS = 10_000;

/** What is shown meanwhile: the wishes and the refusals, by row. A new object with every change. */
export interface Vistazo {
  readonly marcas: ReadonlyMap<string, Marca>;
  readonly rechazos: ReadonlyMap<string, string>;
}

/**
 * The dispatcher's ticks under way: of each row one call at a time, repeated with the same key until it is answered, also
 * in the user's next session, and after it the last wish. What is refused is no wish any longer, and its reason is kept until the next tick of that row.
 */
export class Marcas {
  private readonly pendientes = new Map<string, Pendiente>();
  private readonly rechazos = new Map<string, string>();
  private readonly listeners = new Set<() => void>();
  private vistazo: Vistazo = { marcas: new Map(), rechazos: new Map() };
  private sesion: EnSesion | null = null;
  private readonly esperas: (() => void)[] = [];
  private mostrar: (respuesta: Respuesta) => void = () => undefined;

  constructor(private readonly ingest: string) {}

  /** Wants a row's D so. */
  marcar(renglon: Fila & Base, d: boolean): void {
    const name = nombreDe(renglon);
    this.rechazos.delete(name);
    const pending = this.pendientes.get(name);
    if (pending === undefined) {
      void this.enviar(name, renglon, d);
    } else {
      pending.deseo = d;
    }
    this.tell();
  }

  /** Forgets why a row's tick was refused. */
  entendido(fila: Fila): void {
    this.rechazos.delete(nombreDe(fila));
    this.tell();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  actual = (): Vistazo => this.vistazo;

  /** Sends in a session, also what the one before has left; until the function that it returns is called. */
  abrir(sesion: EnSesion): () => void {
    this.sesion = sesion;
    for (const wake of this.esperas.splice(0)) {
      wake();
    }
    return () => {
      if (this.sesion === sesion) {
        this.sesion = null;
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

  private async enviar(name: string, renglon: Fila & Base, d: boolean): Promise<void> {
    const pending: Pendiente = { enviado: d, deseo: d, insiste: false };
    this.pendientes.set(name, pending);
    this.tell();
    const answer = await this.insistir(pending, renglon);
    this.pendientes.delete(name);
    const row = answer === null ? null : this.recibir(name, renglon, answer);
    if (row !== null && pending.deseo !== pending.enviado) {
      void this.enviar(name, { ...renglon, ...row }, pending.deseo);
    }
    this.tell();
  }

  /** Asks with one key until there is an answer that ends it; null when the page is gone. */
  private async insistir(pending: Pendiente, renglon: Fila & Base): Promise<Final | null> {
    const { vendedor_id, dia, fecha, producto, seq, epoca } = renglon;
    const clave = nuevaClave();
    const cuerpo = { vendedor_id, dia, fecha, producto, d: pending.enviado, seq_visto: seq, epoca };
    let wait = PRIMERA_ESPERA_MS;
    for (;;) {
      const sesion = this.sesion;
      if (sesion === null) {
        return null;
      }
      const answer = await this.preguntar(sesion, clave, cuerpo);
      if (answer !== 'sin sesión' && answer.tipo === 'respuesta' && answer.status < 500 && answer.status !== 429) {
        return answer;
      }
      pending.insiste = true;
      this.tell();
      if (answer === 'sin sesión') {
        await this.otraSesion(sesion);
      } else {
        const delay = answer.tipo === 'respuesta' ? (answer.esperarMs ?? wait) : wait;
        await new Promise((resolve) => setTimeout(resolve, delay));
        wait = Math.min(2 * wait, ULTIMA_ESPERA_MS);
      }
    }
  }

  /** Asks once, if the session is the user's. */
  private async preguntar(sesion: EnSesion, clave: string, cuerpo: object): Promise<Contestacion | 'sin sesión'> {
    const { guardia, vencer } = sesion;
    const why = guardia.segura ? null : await impedimento(guardia);
    if (why !== null) {
      return why === 'sin respuesta' ? { tipo: why } : why;
    }
    if (this.sesion !== sesion) {
      return 'sin sesión'; // the user has left while it was asked for, or there is another
    }
    const answer = await llamar(`${this.ingest}/api/actualizar-check-despachador/`, { metodo: 'POST', cuerpo, clave });
    if (answer.tipo !== 'respuesta' || answer.status !== 401) {
      return answer;
    }
    vencer();
    return 'sin sesión';
  }

  /** Until the user has opened another session, or the page is gone. */
  private otraSesion(before: EnSesion): Promise<void> {
    return this.sesion === before ? new Promise((resolve) => this.esperas.push(resolve)) : Promise.resolve();
  }

  /** What follows from an answer; gives the row when the tick was taken. */
  private recibir(name: string, fila: Fila, { status, cuerpo }: Final): Respuesta | null {
    const row = respuestaDe(fila, cuerpo);
    if (row !== null && (status === 200 || status === 409)) {
      this.mostrar(row);
    }
    if (status === 200) {
      return row;
    }
    this.rechazos.set(name, porque(status, cuerpo));
    return null;
  }

  private tell(): void {
    this.vistazo = {
      marcas: new Map(Array.from(this.pendientes, ([name, { deseo, insiste }]) => [name, { d: deseo, insiste }])),
      rechazos: new Map(this.rechazos),
    };
    for (const listener of this.listeners) {
      listener();
    }
  }
}

function porque(status: number, cuerpo: unknown): string {
  return status === 409
    ? 'El renglón cambió mientras marcabas. Míralo y marca otra vez.'
    : mensaje(cuerpo, `El servicio no aceptó la marca (${status}).`);
}
