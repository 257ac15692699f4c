import { leerSesion, servicios, type Config, type Sesion } from './sesion.js';

/** Whose session the browser has: this page's user's, nobody's, somebody else's, or not to be found out now. */
export type Hallazgo =
  | { readonly tipo: 'mia' }
  | { readonly tipo: 'nadie' }
  | { readonly tipo: 'de otro'; readonly sub: string }
  | { readonly tipo: 'sin respuesta' };

/** A service that does not answer must not keep ticks waiting that the other would take. */
const LIMITE_MS = 3_000;

/** Asks a service who its session's user is; see {@link leerSesion}. */
export type Pregunta = (service: string) => Promise<Sesion | 'nadie' | null>;

/**
 * Knows whether the browser's session is still this page's user's. Pages of one browser share it: in another one somebody
 * may log in, and what was tapped here must not be sent in that name. So after the page was out of sight the services are
 * asked before anything is sent.
 */
export class Guardia {
  private readonly listeners = new Set<(hallazgo: Hallazgo) => void>();
  private asked: Promise<Hallazgo> | null = null;
  private sure = false;

  constructor(
    private readonly config: Config,
    readonly sub: string,
    /** Whether the services have just said so, and the page need not ask before it sends. */
    seguro: boolean,
    private readonly ask: Pregunta = (service) => leerSesion(service, LIMITE_MS),
  ) {
    this.sure = seguro;
  }

  /** Whether nothing has happened since the services last said that the session is this user's. */
  get segura(): boolean {
    return this.sure;
  }

  /** Somebody may have logged in or out. */
  dudar(): void {
    this.sure = false;
    this.asked = null;
  }

  /** Asks the services, once for all who want to know at the same time. */
  comprobar(): Promise<Hallazgo> {
    if (this.sure) {
      return Promise.resolve({ tipo: 'mia' });
    }
    if (this.asked === null) {
      const asked = this.preguntar().then((hallazgo) => {
        if (this.asked === asked) {
          this.asked = null;
          this.sure = hallazgo.tipo === 'mia';
          for (const listener of this.listeners) {
            listener(hallazgo);
          }
        }
        return hallazgo;
      });
      this.asked = asked;
    }
    return this.asked;
  }

  /** Calls with whatever is found out. */
  subscribe(listener: (hallazgo: Hallazgo) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** The one that takes ticks must answer; of the other what it says counts, if it says anything. */
  private async preguntar(): Promise<Hallazgo> {
    const services = servicios(this.config);
    const answers = await Promise.all(services.map((service) => this.ask(service)));
    if (answers[services.indexOf(this.config.ingest)] === null) {
      return { tipo: 'sin respuesta' };
    }
    const users = answers.map((answer) => (answer === null || answer === 'nadie' ? answer : answer.sub));
    const other = users.find((user) => user !== null && user !== 'nadie' && user !== this.sub);
    if (other != null) {
      return { tipo: 'de otro', sub: other };
    }
    return { tipo: users.includes('nadie') ? 'nadie' : 'mia' };
  }
}
