import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect, type ManyStream, type Seleccion } from '../../src/stream/index.js';
import { FakeEnvironment, type FakeSocket } from './fake.js';
import { checks, E1, hello, row, snapshot } from './messages.js';

let env: FakeEnvironment;
const streams: ManyStream[] = [];

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

function many(...vendedores: (string | Seleccion)[]): ManyStream {
  const selecciones = vendedores.map((one) => (typeof one === 'string' ? { vendedor_id: one } : one));
  const stream = connect({ url: 'http://push:8082', vendedores: selecciones, environment: env });
  streams.push(stream);
  return stream;
}

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const ids = (count: number) => Array.from({ length: count }, (_, i) => `V${i}`);

function rows(id: string, seq: number, socket: FakeSocket = env.last): void {
  socket.says(hello(seq, { vendedor_id: id }), snapshot(seq, [row('A', seq, { vendedor_id: id })], id));
}

const error = (codigo: string, vendedor_id?: string) => ({ type: 'error', codigo, message: 'No.', vendedor_id });
const estado = (stream: ManyStream, id: string) => stream.vista(id)?.estado;

describe('many vendedores on one socket', () => {
  it('are subscribed to, each shown by itself', () => {
    const stream = many('ID1', { vendedor_id: 'ID2', fecha: '2026-01-05', dia: 'LUNES' });
    expect(env.last.url).toBe('ws://push:8082/ws/cargue/');
    env.last.open();
    expect(env.last.sent).toEqual([
      { type: 'subscribe', vendedor_id: 'ID1' },
      { type: 'subscribe', vendedor_id: 'ID2', fecha: '2026-01-05', dia: 'LUNES' },
    ]);
    rows('ID1', 5);
    expect([estado(stream, 'ID1'), estado(stream, 'ID2')]).toEqual(['en vivo', 'conectando']);
    rows('ID2', 7);
    env.last.says(checks(7, 8, [row('B', 8, { vendedor_id: 'ID2' })], 'ID2'));
    expect(stream.vistas().map(({ renglones }) => renglones.length)).toEqual([1, 2]);
  });

  it('are resumed each from its own position', async () => {
    const stream = many('ID1', 'ID2', 'ID3');
    env.last.open();
    rows('ID1', 5);
    rows('ID2', 7);
    env.last.serverCloses(1012);
    expect(stream.vistas().map((vista) => vista.estado)).toEqual(['reconectando', 'reconectando', 'conectando']);
    await advance(250);
    env.last.open();
    expect(env.last.sent).toEqual([
      { type: 'subscribe', vendedor_id: 'ID1', desde: `${E1}:5` },
      { type: 'subscribe', vendedor_id: 'ID2', desde: `${E1}:7` },
      { type: 'subscribe', vendedor_id: 'ID3' },
    ]);
  });

  it.each([
    ['a gap', checks(8, 9, [], 'ID2')],
    ['a latido above the position', { type: 'latido', posiciones: { ID1: 5, ID2: 8 }, atraso_s: 0 }],
    ['a message that names nobody', checks(5, 6, [])],
  ])('are not trusted after %s of one of them', (_, message) => {
    const stream = many('ID1', 'ID2');
    env.last.open();
    rows('ID1', 5);
    rows('ID2', 7);
    env.last.says({ type: 'latido', posiciones: { ID1: 5, ID2: 7 }, atraso_s: 0 });
    expect(env.last.closedByClient).toBe(false);
    env.last.says(message);
    expect(env.last.closedByClient).toBe(true);
    expect(stream.contadores.perdidas + stream.contadores.malformados).toBe(1);
  });

  it('are announced no faster than the server takes messages', async () => {
    many(...ids(200));
    env.last.open();
    const counts: number[] = [];
    for (let second = 0; second < 5; second++) {
      counts.push(env.last.sent.length);
      await advance(1_000);
    }
    expect(counts).toEqual([40, 80, 120, 160, 200]);
    expect(new Set(env.last.sent.map((m) => JSON.stringify(m))).size).toBe(200);
  });

  it('are announced again, and more slowly, when messages were dropped', async () => {
    many(...ids(30));
    env.last.open();
    rows('V0', 5);
    env.last.says(error('DEMASIADOS_MENSAJES'));
    expect(env.last.sent).toHaveLength(30);
    await advance(1_000);
    expect(env.last.sent).toHaveLength(50);
    expect(env.last.sent).not.toContainEqual({ type: 'subscribe', vendedor_id: 'V0', desde: `${E1}:5` });
    await advance(1_000);
    expect(env.last.sent).toHaveLength(59);
    await advance(5_000);
    expect(env.last.sent).toHaveLength(59);
  });

  it('are limited to 200', () => {
    expect(() => many(...ids(201))).toThrow(RangeError);
    const stream = many(...ids(200));
    expect(() => {
      stream.subscribe({ vendedor_id: 'V200' });
    }).toThrow(RangeError);
  });
});

describe('subscribing and unsubscribing', () => {
  it('needs no connection before the first, and none after the last', async () => {
    const stream = many();
    expect(env.sockets).toHaveLength(0);
    stream.subscribe({ vendedor_id: 'ID1' });
    env.last.open();
    rows('ID1', 5);
    stream.unsubscribe('ID1');
    expect(stream.vista('ID1')).toBeUndefined();
    expect(env.last.closedByClient).toBe(true);
    await advance(60_000);
    expect(env.sockets).toHaveLength(1);
    stream.subscribe({ vendedor_id: 'ID2' });
    expect(env.sockets).toHaveLength(2);
  });

  it('tells the server, and ignores what it had said before it knew', () => {
    const stream = many('ID1', 'ID2');
    env.last.open();
    rows('ID1', 5);
    rows('ID2', 7);
    stream.unsubscribe('ID2');
    expect(env.last.sent.at(-1)).toEqual({ type: 'unsubscribe', vendedor_id: 'ID2' });
    env.last.says(checks(99, 100, [], 'ID2'));
    expect(env.last.closedByClient).toBe(false);
    expect(stream.vistas()).toHaveLength(1);
  });

  it('asks once for what is followed already', () => {
    const stream = many('ID1');
    env.last.open();
    rows('ID1', 5);
    stream.subscribe({ vendedor_id: 'ID1' });
    expect(env.last.sent).toHaveLength(1);
  });

  it('of other sheets shows nothing of the ones before, and never resumes from a position of theirs', async () => {
    const stream = many('ID1');
    env.last.open();
    rows('ID1', 5);
    stream.subscribe({ vendedor_id: 'ID1', fecha: '2026-01-06' });
    expect(stream.vista('ID1')).toMatchObject({ estado: 'conectando', renglones: [], posicion: null });
    expect(env.last.sent.at(-1)).toEqual({ type: 'subscribe', vendedor_id: 'ID1', fecha: '2026-01-06' });
    env.last.says(checks(5, 6, [row('A', 6)], 'ID1')); // on its way when the server heard of it
    expect(stream.vista('ID1')).toMatchObject({ estado: 'conectando', renglones: [] });
    rows('ID1', 6); // might be of the sheets before
    env.last.serverCloses(1012);
    await advance(250);
    env.last.open();
    expect(env.last.sent).toEqual([{ type: 'subscribe', vendedor_id: 'ID1', fecha: '2026-01-06' }]);
    env.last.serverCloses(1012); // before any hello: it is still no position to go on from
    await advance(1_000);
    env.last.open();
    expect(env.last.sent).toEqual([{ type: 'subscribe', vendedor_id: 'ID1', fecha: '2026-01-06' }]);
    rows('ID1', 8);
    env.last.serverCloses(1012);
    await advance(250);
    env.last.open();
    expect(env.last.sent[0]).toMatchObject({ desde: `${E1}:8` });
  });

  it('never takes the answer to one subscription for that to the next', () => {
    const stream = many('ID1');
    env.last.open();
    stream.unsubscribe('ID1');
    const second = env.sockets.length;
    expect(second).toBe(1);
    const other = many('ID1', 'ID2');
    env.last.open();
    other.subscribe({ vendedor_id: 'ID1', fecha: '2026-01-06' });
    other.subscribe({ vendedor_id: 'ID1', fecha: '2026-01-07' });
    expect(env.last.sent).toHaveLength(2); // the first is not answered yet
    rows('ID1', 5);
    expect(other.vista('ID1')).toMatchObject({ estado: 'conectando', posicion: null });
    expect(env.last.sent.at(-1)).toEqual({ type: 'subscribe', vendedor_id: 'ID1', fecha: '2026-01-07' });
    expect(env.last.sent).toHaveLength(3);
    env.last.says(hello(6, { vendedor_id: 'ID1' }), snapshot(6, [], 'ID1'));
    expect(other.vista('ID1')?.estado).toBe('en vivo');
  });

  it('is told again when the server follows someone who is not wanted', () => {
    many('ID1');
    env.last.open();
    rows('ID1', 5);
    env.last.says({ type: 'latido', posiciones: { ID1: 5, ID9: 3 }, atraso_s: 0 });
    expect(env.last.sent.at(-1)).toEqual({ type: 'unsubscribe', vendedor_id: 'ID9' });
  });

  it('is not possible on a socket of one, nor after the end', () => {
    const stream = many('ID1');
    stream.close();
    expect(() => {
      stream.subscribe({ vendedor_id: 'ID2' });
    }).toThrow(/CERRADO/);
  });

  it('may be done by a listener while it is told', () => {
    const stream = many('ID1', 'ID2');
    env.last.open();
    stream.on('vista', ({ vendedor_id }) => {
      if (vendedor_id === 'ID1') {
        stream.unsubscribe('ID2');
      }
    });
    env.last.serverCloses(1012);
    rows('ID1', 5);
    expect(stream.vista('ID2')).toBeDefined();
    stream.subscribe({ vendedor_id: 'ID1', dia: 'MARTES' });
    expect(stream.vistas().map(({ vendedor_id }) => vendedor_id)).toEqual(['ID1']);
  });
});

describe('a refusal', () => {
  it('of one vendedor ends that one and no other', async () => {
    const stream = many('ID1', 'ID2');
    const told = vi.fn();
    stream.on('rechazo', told);
    env.last.open();
    rows('ID1', 5);
    env.last.says(error('FECHA_FUERA_DE_RANGO', 'ID2'));
    expect(told).toHaveBeenCalledWith(expect.objectContaining({ codigo: 'FECHA_FUERA_DE_RANGO' }));
    expect(stream.vista('ID2')).toMatchObject({
      estado: 'terminado',
      fin: { codigo: 'FECHA_FUERA_DE_RANGO', motivo: 'No.' },
    });
    expect(estado(stream, 'ID1')).toBe('en vivo');
    expect(env.last.sent).toHaveLength(2);
    env.last.serverCloses(1012);
    await advance(250);
    env.last.open();
    expect(env.last.sent).toEqual([{ type: 'subscribe', vendedor_id: 'ID1', desde: `${E1}:5` }]);
    stream.subscribe({ vendedor_id: 'ID2', fecha: '2026-01-06' });
    expect(env.last.sent.at(-1)).toMatchObject({ vendedor_id: 'ID2', fecha: '2026-01-06' });
  });

  it('of a position asks once again without it', async () => {
    const stream = many('ID1');
    env.last.open();
    rows('ID1', 5);
    env.last.serverCloses(1012);
    await advance(250);
    env.last.open().says(error('POSICION_INVALIDA', 'ID1'));
    expect(env.last.sent).toEqual([
      { type: 'subscribe', vendedor_id: 'ID1', desde: `${E1}:5` },
      { type: 'subscribe', vendedor_id: 'ID1' },
    ]);
    expect(stream.vista('ID1')?.renglones).toHaveLength(1);
    env.last.says(error('POSICION_INVALIDA', 'ID1'));
    expect(env.last.sent).toHaveLength(2);
    expect(estado(stream, 'ID1')).toBe('terminado');
  });

  it('of what is wanted no longer does not end what is wanted now', () => {
    const stream = many('ID1', 'ID2');
    env.last.open();
    stream.subscribe({ vendedor_id: 'ID1', fecha: '2026-01-06' });
    env.last.says(error('NO_PERMITIDO', 'ID1'));
    expect(estado(stream, 'ID1')).toBe('conectando');
    expect(env.last.sent.at(-1)).toMatchObject({ fecha: '2026-01-06' });
  });

  it('of what nobody wants is the end of it', () => {
    const stream = many('ID1', 'ID2');
    env.last.open();
    stream.unsubscribe('ID1');
    env.last.says(error('NO_PERMITIDO', 'ID1'));
    expect(env.last.sent).toHaveLength(2);
  });

  it('at the planilla of one vendedor leaves the others to go on; a 401 is of all', async () => {
    const stream = many('ID1', 'ID2', 'ID3');
    env.answer = () => Promise.resolve(new Response('{}', { status: 403 }));
    env.last.fails();
    await advance(250);
    expect([estado(stream, 'ID1'), estado(stream, 'ID2')]).toEqual(['terminado', 'conectando']);
    expect(env.sockets).toHaveLength(2);
    env.answer = () => Promise.resolve(new Response('{}', { status: 401 }));
    env.last.fails();
    await advance(0);
    expect(env.asked.map(({ url }) => url)).toEqual([
      'http://push:8082/api/planilla/ID1/',
      'http://push:8082/api/planilla/ID2/',
    ]);
    expect([estado(stream, 'ID2'), estado(stream, 'ID3')]).toEqual(['terminado', 'terminado']);
    expect(stream.vista('ID3')?.fin?.codigo).toBe('401');
  });
});
