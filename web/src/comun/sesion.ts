import { isVendedorId } from '../stream/read.js';
import { avisar } from './canal.js';
import { campo, json, llamar, mensaje } from './servicio.js';

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

/**
 * Opens a session with name and password; returns why not, for people, or null. The page's own service must open it;
 * another that does not answer keeps nobody out.
 */
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
    servicios(config).map(async (service) => {
      const answer = await llamar(`${service}/sesion/`, { metodo: 'POST', token });
      const opened = answer.tipo === 'respuesta' && answer.status === 204;
      if (opened) {
        saldar(service); // the new session has taken the place of the one that was left
        avisar(); // at once: whatever is sent from now on is sent in it
      }
      return { service, answer, opened };
    }),
  );
  const refused = sessions.find((one) => esPropio(one.service) && !one.opened)?.answer;
  if (refused === undefined) {
    return null;
  }
  return refused.tipo === 'respuesta'
    ? mensaje(refused.cuerpo, `El servicio no abrió la sesión (${refused.status}).`)
    : 'El servicio no contesta. Intenta otra vez.';
}

/** A session that a service does not know to be over; outlives the browser. */
interface Deuda {
  readonly service: string;
  readonly sub: string;
}

const SALIDA = 'cargue-salida';

/**
 * Ends a user's session on both services; whether this page's own has been told. One that does not answer is told later,
 * by {@link despedirse}.
 */
export function salir(config: Config, sub: string): Promise<boolean> {
  deber([...deudas(), ...servicios(config).map((service) => ({ service, sub }))]);
  return despedirse();
}

/** Tells the services that have not heard it who has left; whether this page's own has. */
export async function despedirse(): Promise<boolean> {
  await Promise.all(
    deudas().map(async ({ service, sub }) => {
      if (await despedirseDe(service, sub)) {
        saldar(service, sub);
      }
    }),
  );
  return !debeSalida();
}

/** Whether the session that the browser has at this page's service was left. */
export function debeSalida(): boolean {
  return deudas().some(({ service }) => esPropio(service));
}

/** Somebody else's session, opened meanwhile, is none of ours. */
async function despedirseDe(service: string, sub: string): Promise<boolean> {
  const sesion = await leerSesion(service);
  if (sesion === null) {
    return false;
  }
  if (sesion === 'nadie' || sesion.sub !== sub) {
    return true;
  }
  const answer = await llamar(`${service}/sesion/`, { metodo: 'DELETE' });
  return answer.tipo === 'respuesta' && answer.status === 204;
}

function deudas(): readonly Deuda[] {
  const saved = json(localStorage.getItem(SALIDA) ?? '');
  return (Array.isArray(saved) ? saved : []).flatMap((one: unknown) => {
    const service = direccion(campo(one, 'service'));
    return service === null ? [] : [{ service, sub: String(campo(one, 'sub')) }];
  });
}

function deber(owed: readonly Deuda[]): void {
  if (owed.length > 0) {
    localStorage.setItem(SALIDA, JSON.stringify(owed));
  } else {
    localStorage.removeItem(SALIDA);
  }
}

/** Of one user, or of all. */
function saldar(service: string, sub?: string): void {
  deber(deudas().filter((one) => one.service !== service || (sub !== undefined && one.sub !== sub)));
}

function esPropio(service: string): boolean {
  return new URL(service).origin === location.origin;
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
