import { afterEach, expect, it } from 'vitest';
import { connect, type CargueStream } from '../../src/stream/index.js';
import { Network, PUSH, Sheet, shown, until } from './services.js';
import { viewer } from './users.js';

/** A latido, and what it may take to be sent and heard. */
const ONE_LATIDO_MS = 15_000 + 3_000;

let stream: CargueStream | undefined;

afterEach(() => {
  stream?.close();
});

it.concurrent.each([
  ['of one vendedor', false],
  ['of many', true],
])('a message that is lost on a socket %s is noticed within one latido, and mended', async (_, many) => {
  const sheet = await Sheet.filled(3);
  const network = new Network();
  const common = { url: PUSH, token: viewer, environment: network.environment };
  const opened = many
    ? connect({ ...common, vendedores: [{ vendedor_id: sheet.vendedorId }] })
    : connect({ ...common, vendedor_id: sheet.vendedorId });
  try {
    const vista = () => opened.vista(sheet.vendedorId);
    await until(() => vista()?.posicion?.seq === 3);
    network.loseNext(({ type }) => type === 'checks');
    await sheet.check('d', sheet.producto(1), true);
    await until(() => network.hasLost);
    expect(vista()?.posicion?.seq).toBe(3);
    await until(() => opened.contadores.perdidas === 1, ONE_LATIDO_MS);
    await until(() => vista()?.posicion?.seq === 4);
    expect(network.ofType('hello').at(-1)).toMatchObject({ modo: 'delta', seq: 3 });
    expect(shown(vista())).toEqual(await sheet.stored());
  } finally {
    opened.close();
  }
});

it('a message that is lost while others follow is noticed by the next one', async () => {
  const sheet = await Sheet.filled(3);
  const network = new Network();
  const opened = connect({
    url: PUSH,
    token: viewer,
    vendedor_id: sheet.vendedorId,
    environment: network.environment,
  });
  stream = opened;
  const vista = () => opened.vista(sheet.vendedorId);
  await until(() => vista()?.posicion?.seq === 3);
  network.loseNext(({ type }) => type === 'checks');
  await sheet.check('d', sheet.producto(0), true);
  await until(() => network.hasLost);
  const { seq } = await sheet.check('d', sheet.producto(1), true);
  await until(() => vista()?.posicion?.seq === seq);
  expect(opened.contadores).toMatchObject({ conexiones: 2, perdidas: 1 });
  expect(shown(vista())).toEqual(await sheet.stored());
});
