import { debeSalida, leerSesion, servicios, type Config, type Sesion } from './sesion.js';

/** Whose session the browser has. */
export type Hallazgo =
  | { readonly tipo: 'mia' }
  /** The user's where ticks are sent; where sheets are watched there is none. */
  | { readonly tipo: 'a medias' }
  | { readonly tipo: 'nadie' }
  | { readonly tipo: 'de otro'; readonly sub: string }
  /** Not to be found out now. */
  | { readonly tipo: 'sin respuesta' };

/** The session in whose name a page sends. */
export interface EnSesion {
  readonly guardia: Pick<Guardia, 'segura' | 'comprobar'>;
  /** A service has said that there is no session any more. */
  readonly vencer: () => void;
}

/** What a guard asks of its surroundings; tests give another. */
export interface Entorno {
  /** See {@link leerSesion}. */
  readonly preguntar: (service: string, limiteMs?: number) => Promise<Sesion | 'nadie' | null>;
  /** Whether the user is at this page. */
  readonly presente: () => boolean;
}

/** The service that only shows must not keep ticks waiting that the other would take. */
const LIMITE_MS = 3_000;

const NAVEGADOR: Entorno = { preguntar: leerSesion, presente: () => document.hasFocus() };

/**
 * Knows whether the browser's session is still this page's user's. Pages of one browser share it: in another one somebody
 * may log in, and what was tapped here must not be sent in that name. So after the user was elsewhere the services are
 * asked before anything is sent.
 */
export class Guardia {
  private readonly listeners = new Set<(hallazgo: Hallazgo) => void>();
  private asked: Promise<Hallazgo> | null = null;
  private sure = false;

  constructor(
    private readonly config: Config,
    readonly sub: string,
    private readonly entorno = NAVEGADOR,
  ) {}

  /** Whether nothing can have happened since the services last said that the session is this user's. */
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
      const asked: Promise<Hallazgo> = this.preguntar().then((hallazgo) => {
        if (this.asked !== asked) {
          return this.comprobar(); // it is of before the doubt
        }
        this.asked = null;
        this.sure = hallazgo.tipo === 'mia' && this.entorno.presente();
        for (const listener of this.listeners) {
          listener(hallazgo);
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

  private async preguntar(): Promise<Hallazgo> {
    if (debeSalida()) {
      return { tipo: 'nadie' }; // the browser has a session that was left
    }
    const { ingest } = this.config;
    const others = servicios(this.config).filter((service) => service !== ingest);
    const [sends, ...watches] = await Promise.all([
      this.entorno.preguntar(ingest),
      ...others.map((service) => this.entorno.preguntar(service, LIMITE_MS)),
    ]);
    const other = [sends, ...watches].find((one) => one !== null && one !== 'nadie' && one.sub !== this.sub);
    if (other != null && other !== 'nadie') {
      return { tipo: 'de otro', sub: other.sub };
    }
    if (sends === null) {
      return { tipo: 'sin respuesta' };
    }
    if (sends === 'nadie') {
      return { tipo: 'nadie' };
    }
    return { tipo: watches.includes('nadie') ? 'a medias' : 'mia' };
  }
}

/** Why a page that is not sure of its session may not send now; null when it may. */
export async function impedimento(guardia: EnSesion['guardia']): Promise<'sin sesión' | 'sin respuesta' | null> {
  const { tipo } = await guardia.comprobar();
  switch (tipo) {
    case 'mia':
    case 'a medias':
      return null;
    case 'sin respuesta':
      return tipo;
    case 'nadie':
    case 'de otro':
      return 'sin sesión';
  }
}
