import { expect, it } from 'vitest';
import { connect } from '../../src/stream/index.js';
import { Network, postChecks, PUSH, Sheet, shown, until } from './services.js';
import { viewer } from './users.js';

const CUTS = 8;
const CHANGES_BETWEEN = 25;

it('a connection that is cut again and again under writes loses nothing, goes on by deltas, and never goes back', async () => {
  const sheet = await Sheet.filled(36);
  const network = new Network();
  const stream = connect({
    url: PUSH,
    token: viewer,
    vendedor_id: sheet.vendedorId,
    environment: network.environment,
  });
  const position = () => stream.vista(sheet.vendedorId)?.posicion?.seq ?? 0;
  const shownSeqs = new Map<string, number>();
  const backwards: string[] = [];
  stream.on('vista', ({ renglones }) => {
    for (const { producto, seq } of renglones) {
      if (seq < (shownSeqs.get(producto) ?? 0)) {
        backwards.push(`${producto} from ${shownSeqs.get(producto) ?? 0} to ${seq}`);
      }
      shownSeqs.set(producto, seq);
    }
  });
  let writing = true;
  const write = async (writer: number) => {
    for (let i = 0; writing; i++) {
      const producto = sheet.producto(i * 7 + writer);
      await (i % 3 === 2 ? sheet.adicional(producto, i % 50) : sheet.check('v', producto, i % 2 === 0));
    }
  };
  await until(() => position() >= 36);
  // A v where d is not ticked would be refused: all are, and stay so.
  await postChecks(sheet.productos.map((producto) => ({ ...sheet.key(), producto, d: true })));
  const begun = network.ofType('hello').length; // two, when push-service had not heard of the sheet yet
  const snapshots = network.ofType('snapshot').length;
  const writers = [1, 2, 3].map(write);
  try {
    for (let i = 0; i < CUTS; i++) {
      const enough = position() + CHANGES_BETWEEN;
      await until(() => position() >= enough);
      network.cut();
      await until(() => network.ofType('hello').length > begun + i);
    }
  } finally {
    writing = false;
    await Promise.all(writers);
  }
  const { seq } = await sheet.check('d', sheet.producto(0), false);
  await until(() => position() === seq);
  expect(shown(stream.vista(sheet.vendedorId))).toEqual(await sheet.stored());
  const modos = network.ofType('hello').map(({ modo }) => modo);
  expect(modos.slice(begun)).toEqual(Array<string>(CUTS).fill('delta'));
  expect(network.ofType('snapshot')).toHaveLength(snapshots);
  expect(backwards).toEqual([]);
  expect(stream.contadores).toMatchObject({ conexiones: CUTS + 1, perdidas: 0, malformados: 0 });
  stream.close();
});
