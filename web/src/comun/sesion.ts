import { isVendedorId } from '../stream/read.js';
import { campo, llamar, mensaje } from './servicio.js';

/** Where things are; what is not configured is null. */
export interface Config {
  readonly ingest: string;
  readonly push: string;
  /** Who gives tokens to people with a password; null: the session is opened by the page that leads here. */
  readonly emisor: string | null;
  /** The business time zone. */
  readonly zona: string;
}

/** Who uses the page. */
export interface Sesion {
  readonly sub: string;
  readonly rol: string;
  readonly vendedor_id: string | null;
  /** Milliseconds since 1970. */
  readonly expiraEn: number;
}

/** What has the services that do not know yet that the user has left; outlives the browser. */
const SALIDA = 'cargue-salida';

/** Reads where things are; null when the service does not answer. */
export async function leerConfig(): Promise<Config | null> {
  const answer = await llamar('/config.json');
  if (answer.tipo !== 'respuesta' || answer.status !== 200) {
    return null;
  }
  const here = location.origin;
  return {
    ingest: direccion(campo(answer.cuerpo, 'ingest')) ?? here,
    push: direccion(campo(answer.cuerpo, 'push')) ?? here,
    emisor: direccion(campo(answer.cuerpo, 'emisor')),
    zona: zona(campo(answer.cuerpo, 'zona')),
  };
}

/** Who the session's user is at a service; `nadie` when there is no session, null when the service does not answer. */
export async function leerSesion(service = '', limiteMs?: number): Promise<Sesion | 'nadie' | null> {
  const answer = await llamar(`${service}/sesion/`, limiteMs === undefined ? {} : { limiteMs });
  if (answer.tipo !== 'respuesta' || (answer.status !== 200 && answer.status !== 401)) {
    return null;
  }
  const sub = campo(answer.cuerpo, 'sub');
  const rol = campo(answer.cuerpo, 'rol');
  if (answer.status === 401 || typeof sub !== 'string' || typeof rol !== 'string') {
    return 'nadie';
  }
  const vendedor = campo(answer.cuerpo, 'vendedor_id');
  const expira = Date.parse(String(campo(answer.cuerpo, 'expira_en')));
  return {
    sub,
    rol,
    vendedor_id: typeof vendedor === 'string' && isVendedorId(vendedor) ? vendedor : null,
    expiraEn: Number.isNaN(expira) ? 0 : expira,
  };
}

/** Opens a session with name and password on both services; returns why not, for people, or null. */
export async function entrar(config: Config, usuario: string, clave: string): Promise<string | null> {
  if (config.emisor === null) {
    return 'Aquí no se entra con clave: abre la página desde el CRM.';
  }
  const answer = await llamar(`${config.emisor}/token`, {
    metodo: 'POST',
    cuerpo: { user: usuario, password: clave },
    sinSesion: true,
  });
  if (answer.tipo === 'sin respuesta') {
    return 'No hay conexión para comprobar la clave. Intenta otra vez.';
  }
  const token = campo(answer.cuerpo, 'access_token');
  if (answer.status !== 200 || typeof token !== 'string') {
    return answer.status === 401 || answer.status === 400
      ? 'Usuario o clave equivocados.'
      : mensaje(answer.cuerpo, `No se pudo comprobar la clave (${answer.status}).`);
  }
  const sessions = await Promise.all(
    servicios(config).map((service) => llamar(`${service}/sesion/`, { metodo: 'POST', token })),
  );
  const refused = sessions.find((session) => session.tipo !== 'respuesta' || session.status !== 204);
  if (refused === undefined) {
    localStorage.removeItem(SALIDA); // the new session has taken the place of the one that was left
    return null;
  }
  return refused.tipo === 'respuesta'
    ? mensaje(refused.cuerpo, `El servicio no abrió la sesión (${refused.status}).`)
    : 'El servicio no contesta. Intenta otra vez.';
}

/**
 * Ends the session on both services; whether this page's own has been told. One that does not answer is told later, by
 * {@link despedirse}.
 */
export function salir(config: Config): Promise<boolean> {
  localStorage.setItem(SALIDA, JSON.stringify(servicios(config)));
  return despedirse();
}

/** Tells the services that have not heard it that the user has left; whether this page's own has. */
export async function despedirse(): Promise<boolean> {
  const owed = pendientesDeSalida();
  const told = await Promise.all(
    owed.map(async (service) => {
      const answer = await llamar(`${service}/sesion/`, { metodo: 'DELETE' });
      return answer.tipo === 'respuesta' && answer.status === 204;
    }),
  );
  const rest = owed.filter((_, n) => told[n] === false);
  if (rest.length > 0) {
    localStorage.setItem(SALIDA, JSON.stringify(rest));
  } else {
    localStorage.removeItem(SALIDA);
  }
  return !rest.some((service) => new URL(service).origin === location.origin);
}

function pendientesDeSalida(): readonly string[] {
  const saved: unknown = JSON.parse(localStorage.getItem(SALIDA) ?? '[]');
  return Array.isArray(saved) ? saved.filter((one) => direccion(one) !== null).map(String) : [];
}

/** The services that have a session, each once. */
export function servicios({ ingest, push }: Config): readonly string[] {
  return [...new Set([ingest, push])];
}

function direccion(value: unknown): string | null {
  return typeof value === 'string' && /^https?:\/\/[^/?#\s]+/.test(value) ? value.replace(/\/+$/, '') : null;
}

function zona(value: unknown): string {
  return typeof value === 'string' ? value : 'America/Bogota';
}
