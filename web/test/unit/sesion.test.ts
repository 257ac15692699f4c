// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Guardia, impedimento, type Hallazgo } from '../../src/comun/guardia.js';
import { deServicio, observar } from '../../src/comun/reloj.js';
import { debeSalida, despedirse, salir, type Config, type Sesion } from '../../src/comun/sesion.js';

const INGEST = 'http://ingest:8081';
const PUSH = 'http://push:8082';
const config: Config = { ingest: INGEST, push: PUSH, emisor: null, zona: 'America/Bogota' };
const who = (sub: string): Sesion => ({ sub, rol: 'vendedor', vendedor_id: 'ID1', expiraEn: 0 });

describe("the browser's session", () => {
  let answers: Record<string, Sesion | 'nadie' | null>;
  let asked: string[];
  let found: Hallazgo[];
  let present: boolean;
  let guardia: Guardia;

  beforeEach(() => {
    localStorage.clear();
    answers = { [INGEST]: who('ID1'), [PUSH]: who('ID1') };
    asked = [];
    found = [];
    present = true;
    guardia = new Guardia(config, 'ID1', {
      preguntar: (service) => {
        asked.push(service);
        return Promise.resolve(answers[service] ?? null);
      },
      presente: () => present,
    });
    guardia.subscribe((hallazgo) => found.push(hallazgo));
  });

  it.each<[Hallazgo['tipo'], Sesion | 'nadie' | null, Sesion | 'nadie' | null, string | null]>([
    ['mia', who('ID1'), who('ID1'), null],
    ['mia', who('ID1'), null, null], // ticks do not wait for the one that only shows
    ['a medias', who('ID1'), 'nadie', null],
    ['nadie', 'nadie', who('ID1'), 'sin sesión'],
    ['de otro', who('ID2'), who('ID1'), 'sin sesión'],
    ['de otro', who('ID1'), who('ID2'), 'sin sesión'],
    ['sin respuesta', null, who('ID1'), 'sin respuesta'],
  ])('is "%s", and lets ticks be sent or not', async (tipo, ingest, push, why) => {
    answers = { [INGEST]: ingest, [PUSH]: push };
    expect((await guardia.comprobar()).tipo).toBe(tipo);
    expect(guardia.segura).toBe(tipo === 'mia');
    expect(found.map((hallazgo) => hallazgo.tipo)).toEqual([tipo]);
    expect(await impedimento(guardia)).toBe(why);
  });

  it('is asked for once by all who want to know, and not again before the user was elsewhere', async () => {
    await Promise.all([guardia.comprobar(), guardia.comprobar()]);
    await guardia.comprobar();
    expect(asked).toEqual([INGEST, PUSH]);
    guardia.dudar();
    answers[INGEST] = who('ID2');
    expect(await guardia.comprobar()).toEqual({ tipo: 'de otro', sub: 'ID2' });
    expect(asked).toHaveLength(4);
  });

  it('is not told from before a doubt, though the answer comes after it', async () => {
    const old = guardia.comprobar();
    guardia.dudar();
    answers[INGEST] = who('ID2');
    expect((await old).tipo).toBe('de otro');
    expect(guardia.segura).toBe(false);
    expect(found.map(({ tipo }) => tipo)).toEqual(['de otro']);
  });

  it('is asked for each time while the user is elsewhere', async () => {
    present = false;
    expect((await guardia.comprobar()).tipo).toBe('mia');
    expect((await guardia.comprobar()).tipo).toBe('mia');
    expect(asked).toHaveLength(4);
  });

  it("is nobody's once it was left, though the browser still has it", async () => {
    vi.stubGlobal('location', new URL(`${INGEST}/app/`));
    localStorage.setItem('cargue-salida', JSON.stringify([{ sub: 'ID1', service: INGEST }]));
    expect((await guardia.comprobar()).tipo).toBe('nadie');
    expect(asked).toEqual([]);
    vi.unstubAllGlobals();
  });
});

describe('leaving', () => {
  let gone: Set<string>;
  let sub: string;
  let told: string[];

  beforeEach(() => {
    localStorage.clear();
    gone = new Set();
    sub = 'ID1';
    told = [];
    vi.stubGlobal('fetch', (url: string, { method }: RequestInit) => {
      if (gone.has(new URL(url).origin)) {
        return Promise.reject(new TypeError('fetch failed'));
      }
      if (method === 'GET') {
        return Promise.resolve(Response.json({ sub, rol: 'vendedor', vendedor_id: 'ID1', expira_en: '' }));
      }
      told.push(`${String(method)} ${url}`);
      return Promise.resolve(new Response(null, { status: 204 }));
    });
    vi.stubGlobal('location', new URL(`${INGEST}/app/`));
  });

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('is told to both services', async () => {
    expect(await salir(config, 'ID1')).toBe(true);
    expect(told).toEqual([`DELETE ${INGEST}/sesion/`, `DELETE ${PUSH}/sesion/`]);
    expect([await despedirse(), debeSalida()]).toEqual([true, false]);
    expect(told).toHaveLength(2);
  });

  it('without network is told when there is one, also after the browser was closed', async () => {
    gone = new Set([INGEST, PUSH]);
    expect(await salir(config, 'ID1')).toBe(false);
    expect([await despedirse(), debeSalida()]).toEqual([false, true]);
    gone = new Set([PUSH]);
    expect([await despedirse(), debeSalida()]).toEqual([true, false]); // the page's own has heard it
    gone.clear();
    expect(await despedirse()).toBe(true);
    expect(told).toEqual([`DELETE ${INGEST}/sesion/`, `DELETE ${PUSH}/sesion/`]);
  });

  it('is told of each user, also when a second one leaves before the first was told', async () => {
    gone = new Set([PUSH]);
    await salir(config, 'ID1');
    sub = 'ID2';
    await salir(config, 'ID2');
    gone.clear();
    sub = 'ID1'; // whose session push-service still has
    expect(await despedirse()).toBe(true);
    expect(told.filter((one) => one.includes(PUSH))).toEqual([`DELETE ${PUSH}/sesion/`]);
    expect(localStorage.getItem('cargue-salida')).toBeNull();
  });

  it('does not end the session that somebody else has opened meanwhile', async () => {
    gone = new Set([PUSH]);
    await salir(config, 'ID1');
    gone.clear();
    sub = 'DESP1';
    expect(await despedirse()).toBe(true);
    expect(told).toEqual([`DELETE ${INGEST}/sesion/`]);
  });
});

describe("the services' clock", () => {
  const at = Date.parse('2026-01-05T12:00:00Z');

  afterEach(() => {
    observar(new Date(at).toUTCString(), at, at);
  });

  it("is the device's when they agree to the second", () => {
    observar(new Date(at + 1_000).toUTCString(), at, at + 40);
    expect(deServicio(at)).toBe(at);
  });

  it('is known from an answer when the device is wrong', () => {
    const wrong = at + 3_600_000;
    observar(new Date(at).toUTCString(), wrong, wrong);
    expect(deServicio(wrong)).toBe(at + 500);
    observar(null, 0, 0); // of another origin, which does not show it
    expect(deServicio(wrong)).toBe(at + 500);
  });

  it('is not guessed from an answer that took longer than the difference', () => {
    observar(new Date(at + 5_000).toUTCString(), at, at + 20_000);
    expect(deServicio(at)).toBe(at);
  });
});
