import { respuestaDe, nombreDe, type Fila } from '../comun/respuesta.js';
import { llamar, mensaje, nuevaClave, type Contestacion } from '../comun/servicio.js';
import type { Renglon, Respuesta } from '../stream/index.js';

/** What the dispatcher wants of a row that the service has not confirmed. */
export interface Marca {
  readonly d: boolean;
  /** Whether the service has been asked more than once. */
  readonly insiste: boolean;
}

/** What the page does about it. */
export interface Entorno {
  readonly ingest: string;
  readonly aplicarRespuesta: (respuesta: Respuesta) => void;
  /** There is no session any more. */
  readonly vencer: () => void;
}

interface Pendiente {
  /** The value of the call under way. */
  readonly enviado: boolean;
  /** The last wish. */
  deseo: boolean;
  insiste: boolean;
}

type Base = Pick<Renglon, 'seq' | 'epoca'>;

const PRIMERA_ESPERA_MS = 500;
const ULTIMA_ESPERA_MS = 10_000;

/** What is shown meanwhile: the wishes and the refusals, by row. A new object with every change. */
export interface Vistazo {
  readonly marcas: ReadonlyMap<string, Marca>;
  readonly rechazos: ReadonlyMap<string, string>;
}

/**
 * The dispatcher's ticks under way: of each row one call at a time, repeated with the same key until it is answered, and
 * after it the last wish. What is refused is no wish any longer, and its reason is kept until the next tick of that row.
 */
export class Marcas {
  private readonly pendientes = new Map<string, Pendiente>();
  private readonly rechazos = new Map<string, string>();
  private readonly listeners = new Set<() => void>();
  private vistazo: Vistazo = { marcas: new Map(), rechazos: new Map() };
  private over = false;

  constructor(private readonly entorno: Entorno) {}

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

  /** Repeats calls until the function that it returns is called. */
  abrir(): () => void {
    this.over = false;
    return () => {
      this.over = true;
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

  /** Asks with one key until there is an answer; null when the page is gone. */
  private async insistir(
    pending: Pendiente,
    renglon: Fila & Base,
  ): Promise<(Contestacion & { tipo: 'respuesta' }) | null> {
    const { vendedor_id, dia, fecha, producto, seq, epoca } = renglon;
    const clave = nuevaClave();
    const cuerpo = { vendedor_id, dia, fecha, producto, d: pending.enviado, seq_visto: seq, epoca };
    let wait = PRIMERA_ESPERA_MS;
    while (!this.over) {
      const answer = await llamar(`${this.entorno.ingest}/api/actualizar-check-despachador/`, {
        metodo: 'POST',
        cuerpo,
        clave,
      });
      if (answer.tipo === 'respuesta' && answer.status < 500 && answer.status !== 429) {
        return answer;
      }
      pending.insiste = true;
      this.tell();
      await new Promise((resolve) =>
        setTimeout(resolve, answer.tipo === 'respuesta' ? (answer.esperarMs ?? wait) : wait),
      );
      wait = Math.min(2 * wait, ULTIMA_ESPERA_MS);
    }
    return null;
  }

  /** What follows from an answer; gives the row when the tick was taken. */
  private recibir(
    name: string,
    fila: Fila,
    { status, cuerpo }: Contestacion & { tipo: 'respuesta' },
  ): Respuesta | null {
    const row = respuestaDe(fila, cuerpo);
    if (row !== null && (status === 200 || status === 409)) {
      this.entorno.aplicarRespuesta(row);
    }
    if (status === 200) {
      return row;
    }
    if (status === 401) {
      this.entorno.vencer();
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
  switch (status) {
    case 409:
      return 'El renglón cambió mientras marcabas. Míralo y marca otra vez.';
    case 401:
      return 'La sesión terminó antes de marcar. Entra y marca otra vez.';
    default:
      return mensaje(cuerpo, `El servicio no aceptó la marca (${status}).`);
  }
}
