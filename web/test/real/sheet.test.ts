import { afterEach, expect, it } from 'vitest';
import { WebSocket as NodeSocket } from 'ws';
import { connect, type CargueStream, type Vista } from '../../src/stream/index.js';
import { Network, PUSH, Sheet, shown, until } from './services.js';
import { viewer } from './users.js';

let stream: CargueStream | undefined;

afterEach(() => {
  stream?.close();
});

function follow(sheet: Sheet): () => Vista {
  const opened = connect({
    url: PUSH,
    token: viewer,
    vendedor_id: sheet.vendedorId,
    WebSocket: NodeSocket as unknown as typeof WebSocket,
  });
  stream = opened;
  return () => {
    const vista = opened.vista(sheet.vendedorId);
    if (vista === undefined) {
      throw new Error('not followed');
    }
    return vista;
  };
}

it('a sheet appears, and is live', async () => {
  const sheet = await Sheet.filled(36);
  const vista = follow(sheet);
  expect(vista().estado).toBe('conectando');
  await until(() => vista().posicion?.seq === 36 && vista().alDia);
  expect(vista()).toMatchObject({ estado: 'en vivo', fechaDesde: sheet.fecha });
  expect(shown(vista())).toEqual(await sheet.stored());
});

it('a check that is sent over HTTP shows', async () => {
  const sheet = await Sheet.filled(2);
  const vista = follow(sheet);
  await until(() => vista().posicion?.seq === 2);
  await sheet.check('d', sheet.producto(0), true);
  const { seq } = await sheet.check('v', sheet.producto(0), true);
  await until(() => vista().posicion?.seq === seq);
  const row = vista().renglones.find(({ producto }) => producto === sheet.producto(0));
  expect(row).toMatchObject({ v: true, d: true, seq, causa: 'check_v' });
});

it("a POST's answer and the stream may cross: what shows never goes back", async () => {
  const sheet = await Sheet.filled(1);
  const vista = follow(sheet);
  await until(() => vista().posicion?.seq === 1);
  const seen: number[] = [];
  stream?.on('vista', ({ renglones }) => seen.push(renglones[0]?.seq ?? 0));
  for (let i = 0; i < 40; i++) {
    stream?.aplicarRespuesta(await sheet.check('d', sheet.producto(0), i % 2 === 0));
    expect(vista().renglones[0]?.d).toBe(i % 2 === 0);
  }
  await until(() => vista().posicion?.seq === 41);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(shown(vista())).toEqual(await sheet.stored());
});

it('a vendedor of whom nothing is known is an empty stream, until there is something', async () => {
  const network = new Network();
  const sheet = new Sheet(1);
  const id = sheet.vendedorId;
  const opened = connect({ url: PUSH, token: viewer, vendedor_id: id, environment: network.environment });
  stream = opened;
  await until(() => opened.vista(id)?.estado !== 'conectando');
  expect(opened.vista(id)).toMatchObject({ posicion: null, renglones: [] });
  await sheet.fill();
  await until(() => opened.vista(id)?.renglones.length === 1);
  expect(opened.contadores).toMatchObject({ conexiones: 1, perdidas: 0, malformados: 0 });
});

it('what can never be had ends, with the reason that the handshake could not tell', async () => {
  const sheet = await Sheet.filled(1);
  const network = new Network();
  const { environment } = network;
  const opened = connect({ url: PUSH, token: viewer, vendedor_id: sheet.vendedorId, fecha: '2020-01-01', environment });
  stream = opened;
  await until(() => opened.vista(sheet.vendedorId)?.estado === 'terminado');
  expect(opened.vista(sheet.vendedorId)?.fin?.codigo).toBe('400');
  expect(opened.vista(sheet.vendedorId)?.fin?.motivo).not.toBe('');
});
