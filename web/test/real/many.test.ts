import { expect, it } from 'vitest';
import { connect } from '../../src/stream/index.js';
import { Network, postChecks, PUSH, Sheet, shown, until } from './services.js';
import { viewer } from './users.js';

const VENDEDORES = 200;
const ROUNDS = 6;

it('200 vendedores on one socket show what is stored, each, also after the socket was cut', async () => {
  const sheets: Sheet[] = [];
  for (let i = 0; i < VENDEDORES; i += 10) {
    sheets.push(...(await Promise.all(Array.from({ length: 10 }, () => Sheet.filled(6)))));
  }
  const network = new Network();
  const vendedores = sheets.map(({ vendedorId }) => ({ vendedor_id: vendedorId }));
  const stream = connect({ url: PUSH, token: viewer, vendedores, environment: network.environment });
  await until(() => stream.vistas().every(({ estado }) => estado === 'en vivo'));
  for (let round = 0; round < ROUNDS; round++) {
    if (round === ROUNDS / 2) {
      network.cut();
    }
    await postChecks(sheets.map((sheet) => ({ ...sheet.key(), producto: sheet.producto(round), d: true })));
  }
  await until(() => stream.vistas().every(({ posicion }) => posicion?.seq === 6 + ROUNDS));
  for (const sheet of sheets) {
    expect(shown(stream.vista(sheet.vendedorId))).toEqual(await sheet.stored());
  }
  // Subscriptions may arrive faster than they were sent; the client sends those again that were too many.
  expect(network.ofType('error').filter(({ codigo }) => codigo !== 'DEMASIADOS_MENSAJES')).toEqual([]);
  expect(stream.contadores).toMatchObject({ conexiones: 2, perdidas: 0, malformados: 0, silencios: 0 });
  const [first] = sheets;
  stream.unsubscribe(first?.vendedorId ?? '');
  expect(stream.vistas()).toHaveLength(VENDEDORES - 1);
  stream.close();
});
