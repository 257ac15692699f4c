import { createPrivateKey, sign, type JsonWebKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setting } from './settings.js';

/** As long as a working day, in seconds. */
const TTL_S = 8 * 60 * 60;

export type Rol = 'vendedor' | 'despachador' | 'analista' | 'admin';

/** The files of the stack's issuer: its key is a plain JWK. */
const files = setting('CARGUE_ISSUER_DIR');
const issuer = readFileSync(join(files, 'url'), 'utf8').trim();
const jwk = JSON.parse(readFileSync(join(files, 'key.json'), 'utf8')) as JsonWebKey & { readonly kid: string };
const key = createPrivateKey({ key: jwk, format: 'jwk' });

/** A token as the issuer itself would give it; of a vendedor the id is the vendedor's. */
export function token(rol: Rol, id: string, ttlS = TTL_S): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, aud: ['cargue'], iat: now, exp: now + ttlS, sub: id, rol };
  const text = [{ alg: 'RS256', kid: jwk.kid }, rol === 'vendedor' ? { ...claims, vendedor_id: id } : claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

/** Of somebody who may watch everything and change nothing. */
export const viewer = () => token('analista', 'ANALISTA1');
