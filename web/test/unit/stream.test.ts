import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect, type CargueStream, type OneOptions, type Vista } from '../../src/stream/index.js';
import { FakeEnvironment, type FakeSocket } from './fake.js';
import { answer, checks, E1, E2, hello, latido, row, snapshot } from './messages.js';

let env: FakeEnvironment;
const streams: CargueStream[] = [];

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  env = new FakeEnvironment();
});

afterEach(() => {
  streams.splice(0).forEach((stream) => {
    stream.close();
  });
  vi.useRealTimers();
});

function one(options: Partial<OneOptions> = {}): CargueStream {
  const stream = connect({ url: 'http://push:8082', vendedor_id: 'ID1', environment: env, ...options });
  streams.push(stream);
  return stream;
}

function vista(stream: CargueStream): Vista {
  const found = stream.vista('ID1');
  if (found === undefined) {
    throw new Error('ID1 is not followed');
  }
  return found;
}

const seqs = (stream: CargueStream) => vista(stream).renglones.map(({ producto, seq }) => [producto, seq]);

/** Opens the last socket and brings the client up to a position. */
function bringTo(seq: number): FakeSocket {
  return env.last.open().says(hello(seq), snapshot(seq, [row('A', seq)]));
}

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('the way to a shown sheet', () => {
  it('offers cargue.v1 at the address of the vendedor and its sheet', () => {
    one({ url: 'https://push.example/base/', fecha: '2026-01-05', dia: 'LUNES' });
    expect(env.last.url).toBe('wss://push.example/base/ws/cargue/ID1/?fecha=2026-01-05&dia=LUNES');
    expect(env.last.protocols).toEqual(['cargue.v1']);
  });

  it('goes from conectando to en vivo, and tells each change once', () => {
    const stream = one();
    const told: string[] = [];
    stream.on('vista', ({ estado, renglones }) => told.push(`${estado} ${renglones.length}`));
    expect(vista(stream)).toMatchObject({ estado: 'conectando', posicion: null, atraso_s: null, ultimaNoticia: null });
    bringTo(57);
    expect(told).toEqual(['conectando 0', 'en vivo 1']);
    expect(vista(stream)).toMatchObject({ alDia: true, atraso_s: 0, posicion: { epoca: E1, seq: 57 } });
    env.last.says(checks(57, 58, [row('A', 58, { d: true })]));
    expect(seqs(stream)).toEqual([['A', 58]]);
    expect(told).toHaveLength(3);
  });

  it('tells how far the server is behind, and when it does not know', () => {
    const stream = one();
    bringTo(57).says(latido(57, 12));
    expect(vista(stream)).toMatchObject({ estado: 'en vivo', atraso_s: 12, alDia: false });
    env.last.says(latido(57, null));
    expect(vista(stream)).toMatchObject({ estado: 'sin saber', atraso_s: null, alDia: false });
    env.last.says(latido(57, 0));
    expect(vista(stream)).toMatchObject({ estado: 'en vivo', atraso_s: 0, alDia: true });
  });

  it('keeps the same object while nothing changes, and the time of the last news', async () => {
    const stream = one();
    bringTo(57);
    const before = vista(stream);
    expect(before.ultimaNoticia).toBe(1_000_000);
    env.last.says({ type: 'novedad' });
    expect(vista(stream)).toBe(before);
    await advance(15_000);
    env.last.says(latido(57));
    expect(vista(stream).ultimaNoticia).toBe(1_015_000);
    expect(vista(stream).renglones).toBe(before.renglones);
  });

  it("shows a POST's answer at once, and no older row after it", () => {
    const stream = one();
    bringTo(57);
    stream.aplicarRespuesta(answer('A', 59));
    expect(vista(stream).renglones[0]).toMatchObject({ seq: 59, d: true });
    env.last.says(checks(57, 58, [row('A', 58)]));
    expect(vista(stream).renglones[0]).toMatchObject({ seq: 59, d: true });
    stream.aplicarRespuesta(answer('A', 58, { d: false }));
    expect(vista(stream).renglones[0]).toMatchObject({ seq: 59, d: true });
  });

  it('lets a listener that throws keep no other from being told', () => {
    const stream = one();
    const thrown: unknown[] = [];
    vi.stubGlobal('queueMicrotask', (task: () => void) => {
      try {
        task();
      } catch (e) {
        thrown.push(e);
      }
    });
    const told = vi.fn();
    const endBug = stream.on('vista', () => {
      throw new Error('a bug of the page');
    });
    const end = stream.on('vista', told);
    bringTo(57);
    vi.unstubAllGlobals();
    endBug();
    expect(told).toHaveBeenCalledTimes(2);
    expect(thrown).toHaveLength(2);
    expect(vista(stream).estado).toBe('en vivo');
    end();
    env.last.says(checks(57, 58, []));
    expect(told).toHaveBeenCalledTimes(2);
  });
});

describe('what is lost or broken', () => {
  it.each([
    ['a gap before changes', checks(58, 59, [row('A', 59)])],
    ['a latido above the position', latido(58)],
    ['changes where a snapshot is due', hello(60), checks(60, 61, [])],
  ])('%s is mended by a new connection that goes on from the position', async (_, ...messages: unknown[]) => {
    const stream = one();
    const socket = bringTo(57).says(...messages);
    expect(socket.closedByClient).toBe(true);
    expect(stream.contadores).toMatchObject({ conexiones: 1, perdidas: 1, malformados: 0 });
    expect(vista(stream)).toMatchObject({ estado: 'reconectando', atraso_s: null, posicion: { epoca: E1, seq: 57 } });
    expect(seqs(stream)).toEqual([['A', 57]]);
    await advance(250);
    expect(env.sockets).toHaveLength(2);
    expect(env.last.url).toBe(`ws://push:8082/ws/cargue/ID1/?desde=${E1}%3A57`);
    env.last.open().says(hello(57, { modo: 'delta' }), checks(57, 59, [row('A', 59)]));
    expect(seqs(stream)).toEqual([['A', 59]]);
    expect(vista(stream).estado).toBe('en vivo');
  });

  it.each([
    ['a sign of life', latido(57)],
    ['a snapshot', snapshot(57, [])],
    ['changes', checks(57, 58, [])],
  ])('a hello that was lost is noticed by %s', async (_, message) => {
    const stream = one();
    const socket = env.last.open().says(message);
    expect(socket.closedByClient).toBe(true);
    expect(stream.contadores).toMatchObject({ perdidas: 1, malformados: 0 });
    await advance(250);
    expect(env.sockets).toHaveLength(2);
  });

  it.each([
    ['no JSON', '{"type":'],
    ['a binary message', new ArrayBuffer(3)],
    ['a message of another vendedor', JSON.stringify(checks(57, 58, [], 'ID2'))],
    ['a snapshot that was not announced', JSON.stringify(snapshot(57, []))],
    ['a latido without a position', '{"type":"latido","atraso_s":0}'],
  ])('%s is counted, and the connection made anew', async (_, text) => {
    const stream = one();
    const cuts = vi.fn();
    stream.on('corte', cuts);
    const socket = bringTo(57).saysText(text);
    expect(socket.closedByClient).toBe(true);
    expect(stream.contadores.malformados).toBe(1);
    expect(cuts).toHaveBeenCalledWith(expect.objectContaining({ tipo: 'rota', causa: 'malformado' }));
    await advance(250);
    expect(env.last.url).toContain('desde=');
  });

  it('does not come back at once again and again to a stream that breaks each time', async () => {
    one();
    env.chance = 1;
    for (const delay of [500, 1_000, 2_000, 4_000]) {
      bringTo(57).saysText('?');
      const opened = env.sockets.length;
      await advance(delay - 1);
      expect(env.sockets).toHaveLength(opened);
      await advance(1);
      expect(env.sockets).toHaveLength(opened + 1);
    }
    bringTo(57);
    for (let i = 0; i < 2; i++) {
      await advance(15_000);
      env.last.says(latido(57));
    }
    env.last.saysText('?'); // it has stood long enough
    await advance(500);
    expect(env.last.url).toContain('desde=');
    expect(env.last.isOver).toBe(false);
    expect(env.sockets).toHaveLength(6);
  });

  it('shows rows that the server sends anew only when all of them are there', () => {
    const stream = one();
    bringTo(57).says(hello(2, { epoca: E2 }), snapshot(2, [row('A', 1, { epoca: E2 })], null, 1, 2));
    expect(seqs(stream)).toEqual([['A', 57]]);
    expect(vista(stream).estado).toBe('reconectando');
    env.last.says(snapshot(2, [row('B', 2, { epoca: E2 })], null, 2, 2));
    expect(seqs(stream)).toEqual([
      ['A', 1],
      ['B', 2],
    ]);
    expect(vista(stream).estado).toBe('en vivo');
  });

  it('asks for all rows again when the connection ended before the first were there', async () => {
    one();
    env.last
      .open()
      .says(hello(57), snapshot(57, [], null, 1, 2))
      .serverCloses(1012);
    await advance(250);
    expect(env.last.url).not.toContain('desde');
  });
});

describe('the watchdog', () => {
  it('takes a connection for dead when nothing was heard for twice the latido and 5 s', async () => {
    const stream = one();
    const socket = bringTo(57);
    await advance(34_999);
    expect(socket.closedByClient).toBe(false);
    await advance(1);
    expect(socket.closedByClient).toBe(true);
    expect(stream.contadores.silencios).toBe(1);
    expect(vista(stream).estado).toBe('reconectando');
    await advance(250);
    expect(env.sockets).toHaveLength(2);
  });

  it('does not trust a connection from before the network was gone', async () => {
    one();
    const socket = bringTo(57);
    env.comesBack();
    expect(socket.closedByClient).toBe(false);
    env.comesBack(true);
    expect(socket.closedByClient).toBe(true);
    expect(env.sockets).toHaveLength(2); // at once
    await advance(0);
    expect(env.last.url).toContain('desde=');
  });

  it('counts from the last message of any kind', async () => {
    one();
    const socket = bringTo(57);
    await advance(30_000);
    socket.says({ type: 'novedad' });
    await advance(34_999);
    expect(socket.closedByClient).toBe(false);
    await advance(1);
    expect(socket.closedByClient).toBe(true);
  });

  it('goes by the latido that the server names', async () => {
    one();
    const socket = env.last.open().says(hello(57, { latido_s: 2 }), snapshot(57, []), latido(57));
    socket.says(latido(57));
    await advance(35_000);
    expect(socket.closedByClient).toBe(true);
    await advance(250);
    const second = env.last.open().says(hello(57, { latido_s: 2, modo: 'delta' }));
    env.comesBack(); // looks at what is overdue
    await advance(8_999);
    expect(second.closedByClient).toBe(false);
    await advance(1);
    expect(second.closedByClient).toBe(true);
  });

  it('bounds the time to open, and the time until the rows are there', async () => {
    one();
    env.answer = () => Promise.resolve(new Response('{}'));
    await advance(10_000);
    expect(env.last.closedByClient).toBe(true);
    await advance(250);
    expect(env.sockets).toHaveLength(2);
    const socket = env.last.open().says(hello(57));
    for (let i = 0; i < 5; i++) {
      await advance(11_000);
      socket.says({ type: 'novedad' });
      expect(socket.closedByClient).toBe(false);
    }
    await advance(5_000);
    expect(socket.closedByClient).toBe(true);
  });

  it('lets rows take long that come one part after the other', async () => {
    const stream = one();
    const socket = env.last.open().says(hello(57));
    for (let parte = 1; parte <= 4; parte++) {
      await advance(30_000);
      socket.says(snapshot(57, [], null, parte, 4));
    }
    expect(vista(stream).estado).toBe('en vivo');
  });

  it('finds out at once, when the device comes back, that the connection has died meanwhile', () => {
    one();
    const socket = bringTo(57);
    vi.setSystemTime(1_000_000 + 36_000); // asleep: no timer ran
    env.comesBack();
    expect(socket.closedByClient).toBe(true);
  });

  it('is not led astray by a clock that was set back', async () => {
    one();
    const socket = bringTo(57);
    vi.setSystemTime(0);
    await advance(35_000);
    await advance(35_000);
    expect(socket.closedByClient).toBe(true);
  });
});

describe('connecting again', () => {
  it('holds one socket at a time: the old one is closed before the new one is opened', async () => {
    one(); // the fake environment refuses a second one
    for (let i = 0; i < 5; i++) {
      bringTo(57).says(latido(99));
      env.comesBack();
    }
    await advance(60_000);
    expect(env.sockets.filter((socket) => !socket.isOver).length).toBeLessThanOrEqual(1);
    expect(env.sockets.length).toBeGreaterThanOrEqual(6);
  });

  it('waits longer with each failure, up to the cap, and begins anew after a good stream', async () => {
    one();
    env.chance = 0.999;
    const delays: number[] = [];
    for (let i = 0; i < 8; i++) {
      const opened = env.sockets.length;
      const failedAt = Date.now();
      env.last.fails();
      while (env.sockets.length === opened) {
        await advance(50);
      }
      delays.push(Date.now() - failedAt);
    }
    expect(delays).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
    bringTo(57).serverCloses(1012);
    await advance(500);
    expect(env.last.isOver).toBe(false);
  });

  it('a hello alone does not end the waiting longer, a delta does', async () => {
    one();
    env.chance = 0.999;
    for (const delay of [500, 1_000, 2_000]) {
      env.last.open().says(hello(57)).serverCloses(1012);
      await advance(delay);
      expect(env.last.isOver).toBe(false);
    }
    bringTo(57).serverCloses(1012);
    await advance(500);
    env.last
      .open()
      .says(hello(57, { modo: 'delta' }))
      .serverCloses(1012);
    await advance(500);
    expect(env.last.isOver).toBe(false);
  });

  it('tries the next node after each end', async () => {
    one({ url: ['http://a', 'http://b/'] });
    bringTo(57).serverCloses(1012);
    await advance(250);
    expect(env.last.url).toMatch(/^ws:\/\/b\/ws\//);
    env.last.fails();
    await advance(500);
    expect(env.last.url).toMatch(/^ws:\/\/a\/ws\//);
    expect(env.asked.map(({ url }) => url)).toEqual(['http://b/api/planilla/ID1/']);
  });

  it('comes at once when the device comes back, but not before the time that the server gave', async () => {
    one();
    env.chance = 0.999;
    bringTo(57).serverCloses(1012);
    env.comesBack();
    expect(env.sockets).toHaveLength(2);
    env.comesBack();
    expect(env.sockets).toHaveLength(2);
    bringTo(57).says({ type: 'adios', motivo: 'reinicio', reconectar_en_ms: 3_000 }).serverCloses(1012);
    env.comesBack();
    expect(env.sockets).toHaveLength(2);
    await advance(3_000);
    expect(env.sockets).toHaveLength(3);
  });

  it('obeys a farewell once, within bounds', async () => {
    one();
    bringTo(57).says({ type: 'adios', motivo: 'reinicio', reconectar_en_ms: 7_000 }).serverCloses(1012, 'reinicio');
    await advance(6_999);
    expect(env.sockets).toHaveLength(1);
    await advance(1);
    expect(env.sockets).toHaveLength(2);
    env.last
      .open()
      .says(hello(57, { modo: 'delta' }))
      .serverCloses(1012);
    await advance(250);
    expect(env.sockets).toHaveLength(3);
    bringTo(58).says({ type: 'adios', motivo: 'reinicio', reconectar_en_ms: 86_400_000 }).serverCloses(1012);
    await advance(300_000);
    expect(env.sockets).toHaveLength(4);
    bringTo(58).says({ type: 'adios', motivo: 'reinicio', reconectar_en_ms: null }).serverCloses(1012);
    await advance(250);
    expect(env.sockets).toHaveLength(5);
  });

  it('closes itself when the server says farewell and does not', async () => {
    one();
    const socket = bringTo(57).says({ type: 'adios', motivo: 'reinicio', reconectar_en_ms: 7_000 });
    await advance(4_999);
    expect(socket.closedByClient).toBe(false);
    await advance(1);
    expect(socket.closedByClient).toBe(true);
    await advance(7_000);
    expect(env.sockets).toHaveLength(2);
  });

  it.each([1000, 1001, 1006, 1011, 1012, 1013, 4408, 4413, 4429, 4404])('comes again after %i', async (code) => {
    const stream = one();
    bringTo(57).serverCloses(code);
    expect(vista(stream).estado).toBe('reconectando');
    await advance(250);
    expect(env.last.url).toContain('desde=');
    expect(env.asked).toHaveLength(0);
  });

  it.each([4400, 4401, 4402, 4403])('does not come again after %i', async (code) => {
    const stream = one();
    bringTo(57).says({ type: 'adios', motivo: 'no', reconectar_en_ms: 5 }).serverCloses(code, 'no permitido');
    expect(vista(stream)).toMatchObject({ estado: 'terminado', fin: { codigo: `${code}`, motivo: 'no permitido' } });
    expect(seqs(stream)).toEqual([['A', 57]]);
    env.comesBack();
    await advance(600_000);
    expect(env.sockets).toHaveLength(1);
    expect(env.listensForReturn).toBe(false);
  });

  it('ends when it is closed, whatever it waits for', async () => {
    const waiting = one();
    bringTo(57).serverCloses(1012);
    waiting.close();
    const open = one();
    const socket = bringTo(57);
    open.close();
    open.close();
    expect(socket.closedByClient).toBe(true);
    expect(vista(open)).toMatchObject({ estado: 'terminado', alDia: false, fin: { codigo: 'CERRADO' } });
    await advance(600_000);
    expect(env.sockets).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a failure to open', () => {
  const respond = (status: number, body = '{}', headers: Record<string, string> = {}) => {
    env.answer = () => Promise.resolve(new Response(body, { status, headers }));
  };

  it.each([400, 401, 403, 404])('asks the planilla and stops at %i', async (status) => {
    respond(status, '{"error":"X","message":"No se puede."}');
    const stream = one({ fecha: '2026-01-05' });
    env.last.fails();
    await advance(0);
    expect(env.asked).toEqual([{ url: 'http://push:8082/api/planilla/ID1/?fecha=2026-01-05', authorization: null }]);
    expect(vista(stream)).toMatchObject({ estado: 'terminado', fin: { codigo: `${status}`, motivo: 'No se puede.' } });
    await advance(600_000);
    expect(env.sockets).toHaveLength(1);
  });

  it.each([429, 503])('waits at %i as long as it says', async (status) => {
    respond(status, 'a proxy', { 'Retry-After': '9' });
    one();
    env.last.fails();
    await advance(8_999);
    env.comesBack();
    expect(env.sockets).toHaveLength(1);
    await advance(1);
    expect(env.sockets).toHaveLength(2);
  });

  it('takes Retry-After as a date too, and does without', async () => {
    respond(503, '', { 'Retry-After': new Date(1_000_000 + 30_000).toUTCString() });
    one();
    env.last.fails();
    await advance(29_999);
    expect(env.sockets).toHaveLength(1);
    await advance(1);
    expect(env.sockets).toHaveLength(2);
    respond(503);
    env.last.fails();
    await advance(500);
    expect(env.sockets).toHaveLength(3);
  });

  it.each([200, 304, 500, 502])('goes on trying at %i', async (status) => {
    env.answer = () => Promise.resolve(new Response(status === 304 ? null : '{}', { status }));
    const stream = one();
    env.last.fails();
    await advance(250);
    expect(env.sockets).toHaveLength(2);
    expect(vista(stream).estado).toBe('conectando');
  });

  it('goes on trying without an answer, at the latest after some seconds', async () => {
    one();
    env.last.fails();
    await advance(250);
    expect(env.sockets).toHaveLength(2);
    env.answer = () => new Promise(() => undefined);
    const aborted = vi.spyOn(AbortController.prototype, 'abort');
    env.last.fails();
    await advance(5_000);
    expect(aborted).toHaveBeenCalled();
  });

  it('is asked about only when nothing else tells why', async () => {
    respond(403);
    one();
    env.last.open().serverCloses(1013, 'sobrecarga');
    await advance(250);
    env.last.open().serverCloses(1006);
    await advance(0);
    expect(env.asked).toHaveLength(1);
  });

  it('at an address that cannot be opened is one too', async () => {
    const stream = one();
    vi.spyOn(env, 'open').mockImplementation(() => {
      throw new SyntaxError('no address');
    });
    env.last.serverCloses(1012);
    await advance(30_000);
    expect(vista(stream).estado).toBe('conectando');
    expect(env.asked.length).toBeGreaterThan(1);
  });
});

describe('the token', () => {
  it('goes as the second subprotocol and as a header, never in an address', async () => {
    one({ token: () => Promise.resolve('a.b-c_d') });
    await advance(0);
    expect(env.last.protocols).toEqual(['cargue.v1', 'bearer.a.b-c_d']);
    env.last.fails();
    await advance(0);
    expect(env.asked[0]?.authorization).toBe('Bearer a.b-c_d');
    expect(env.asked[0]?.url).not.toContain('a.b-c_d');
    expect(env.last.url).not.toContain('a.b-c_d');
  });

  it('is asked for anew before each connection, and once more when it was refused', async () => {
    let asked = 0;
    const stream = one({ token: () => `t${++asked}` });
    await advance(0);
    bringTo(57).serverCloses(4401);
    await advance(250);
    expect(env.last.protocols[1]).toBe('bearer.t2');
    expect(vista(stream).estado).toBe('reconectando');
    env.last.open().serverCloses(4401, 'no');
    expect(vista(stream)).toMatchObject({ estado: 'terminado', fin: { codigo: '4401' } });
  });

  it('may be refused again after it was accepted', async () => {
    const stream = one({ token: () => 't' });
    await advance(0);
    for (let i = 0; i < 3; i++) {
      bringTo(57).serverCloses(4401);
      await advance(250);
    }
    expect(vista(stream).estado).toBe('reconectando');
  });

  it('is asked for once more when the planilla answers 401', async () => {
    env.answer = () => Promise.resolve(new Response('{}', { status: 401 }));
    const stream = one({ token: () => 't' });
    await advance(0);
    env.last.fails();
    await advance(250);
    expect(env.sockets).toHaveLength(2);
    env.last.fails();
    await advance(0);
    expect(vista(stream)).toMatchObject({ estado: 'terminado', fin: { codigo: '401' } });
  });

  it('that cannot be had, in time, is a failure to open', async () => {
    let next: () => Promise<string> = () => Promise.reject(new Error('no session'));
    const cuts = vi.fn();
    one({ token: () => next() }).on('corte', cuts);
    await advance(0);
    expect(cuts).toHaveBeenLastCalledWith({ tipo: 'sin abrir', detalle: 'no token: Error: no session' });
    next = () => new Promise(() => undefined);
    await advance(10_250);
    expect(cuts).toHaveBeenCalledTimes(2);
    next = () => Promise.resolve('with space');
    await advance(500);
    expect(env.sockets).toHaveLength(0);
    next = () => Promise.resolve('t');
    await advance(2_000);
    expect(env.sockets).toHaveLength(1);
  });

  it('that comes when the connection is no longer wanted opens nothing', async () => {
    let give: (token: string) => void = () => undefined;
    const stream = one({ token: () => new Promise((resolve) => (give = resolve)) });
    stream.close();
    give('t');
    await advance(0);
    expect(env.sockets).toHaveLength(0);
  });

  it('is renewed in the open connection', async () => {
    let asked = 0;
    const stream = one({ token: () => `t${++asked}` });
    await advance(0);
    bringTo(57);
    await stream.renewToken();
    expect(env.last.sent).toEqual([{ type: 'auth', token: 't2' }]);
  });
});

describe('options', () => {
  it('that are not of their form are refused', () => {
    expect(() => one({ url: 'ftp://push' })).toThrow(TypeError);
    expect(() => one({ url: 'push' })).toThrow(TypeError);
    expect(() => one({ url: [] })).toThrow(TypeError);
    expect(() => one({ url: 'http://push?x=1' })).toThrow(TypeError);
    expect(() => one({ vendedor_id: 'ID 1' })).toThrow(TypeError);
    expect(() => one({ fecha: '5/1/2026' })).toThrow(TypeError);
  });

  it('must give a WebSocket where the platform has none', () => {
    vi.stubGlobal('WebSocket', undefined);
    expect(() => connect({ url: 'http://push', vendedor_id: 'ID1' })).toThrow(/WebSocket/);
    vi.unstubAllGlobals();
  });
});
