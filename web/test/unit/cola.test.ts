import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { abrirBase, borrarBase, type Base } from '../../src/app/base.js';
import { Cola, ColaLlena, MAX_POR_FILA, type Visto } from '../../src/app/cola.js';
import { situar } from '../../src/app/situacion.js';
import type { Fila } from '../../src/comun/respuesta.js';
import { answer, E1, E2, HOY, row } from './messages.js';

const AHORA = Date.UTC(2026, 0, 5, 9);
const visto: Visto = { v: false, seq: 5, epoca: E1 };
const fila = (producto: string): Fila => ({ vendedor_id: 'ID1', dia: 'LUNES', fecha: HOY, producto });

let base: Base;
let cola: Cola;

beforeEach(async () => {
  base = await abrirBase();
  cola = new Cola(base, 'ID1');
});

afterEach(async () => {
  base.close();
  await borrarBase();
});

const tap = (producto: string, v: boolean, seen = visto) => cola.marcar(fila(producto), v, seen, AHORA);
const queued = async () => (await cola.pendientes()).entradas.map(({ producto, v }) => `${producto}${v ? '+' : '-'}`);
const taken = async () => (await cola.tomar()).map(({ producto, v }) => `${producto}${v ? '+' : '-'}`);

describe('the queue', () => {
  it('keeps taps in the order in which they were made, with what the person saw and when', async () => {
    await tap('B', true);
    await tap('A', true, { v: false, seq: 7, epoca: E2 });
    expect(await cola.tomar()).toMatchObject([
      { producto: 'B', v: true, seq_visto: 5, epoca: E1, marcado_en: '2026-01-05T09:00:00.000Z' },
      { producto: 'A', v: true, seq_visto: 7, epoca: E2 },
    ]);
  });

  it('is there after the page was closed, with the same keys', async () => {
    await tap('A', true);
    const [before] = await cola.tomar();
    base.close();
    base = await abrirBase();
    cola = new Cola(base, 'ID1');
    const [after] = await cola.tomar();
    expect(after).toEqual({ ...before, enviada: true });
    expect(before?.id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('drops a wish that was undone before it was sent', async () => {
    await tap('A', true);
    await tap('A', false);
    expect(await queued()).toEqual([]);
  });

  it('puts a wish made anew behind the others', async () => {
    await tap('A', true);
    await tap('B', true);
    await tap('A', false);
    await tap('A', true);
    expect(await queued()).toEqual(['B+', 'A+']);
  });

  it('holds what was sent and the last wish after it, both in one batch', async () => {
    await tap('A', true);
    await cola.tomar();
    await tap('A', false);
    await tap('A', true);
    await tap('A', false);
    expect(await taken()).toEqual(['A+', 'A-']);
  });

  it('needs no wish that is what was sent', async () => {
    await tap('A', true);
    await cola.tomar();
    await tap('A', false);
    await tap('A', true);
    expect(await queued()).toEqual(['A+']);
  });

  it('judges a wish by the row that the answer to the one before told', async () => {
    await tap('A', true);
    const [sent] = await cola.tomar();
    await tap('A', false);
    if (sent === undefined) {
      throw new Error('nothing was taken');
    }
    await cola.resolver(sent, { tipo: 'tomada', seq: 9, epoca: E2 }, null);
    expect(await cola.tomar()).toMatchObject([{ v: false, seq_visto: 9, epoca: E2 }]);
  });

  it('gives what was answered to the sheet that is shown without network, but nothing older', async () => {
    const rows = [row('A', 5), row('B', 9)];
    await base.put('planillas', { sub: 'ID1', fechaDesde: HOY, renglones: rows, vistaEn: AHORA });
    await tap('A', true);
    await tap('B', true);
    for (const entry of await cola.tomar()) {
      await cola.resolver(
        entry,
        { tipo: 'tomada', seq: 7, epoca: E1 },
        answer(entry.producto, 7, { v: true, total: 90 }),
      );
    }
    expect((await base.get('planillas', 'ID1'))?.renglones).toMatchObject([
      { producto: 'A', seq: 7, v: true, d: true, total: 90 },
      { producto: 'B', seq: 9, v: false, total: 100 },
    ]);
  });

  it('forgets why an entry was refused when the wish after it was taken', async () => {
    await tap('A', true);
    const [first] = await cola.tomar();
    await tap('A', false);
    const [, second] = await cola.tomar();
    if (first === undefined || second === undefined) {
      throw new Error('not both were taken');
    }
    await cola.resolver(first, { tipo: 'rechazada', mensaje: 'No puedes.' }, null);
    await cola.resolver(second, { tipo: 'tomada', seq: 5, epoca: E1 }, null);
    expect(await cola.pendientes()).toEqual({ entradas: [], avisos: [] });
  });

  it('belongs to one user', async () => {
    await tap('A', true);
    const other = new Cola(base, 'ID2');
    expect(await other.tomar()).toEqual([]);
    await other.marcar(fila('A'), true, visto, AHORA);
    expect(await queued()).toEqual(['A+']);
  });

  it('has a bound for each row, at which the tap is refused and nothing is changed', async () => {
    for (let n = 0; n < MAX_POR_FILA; n++) {
      await tap('A', n % 2 === 0);
      await cola.tomar();
    }
    const before = await queued();
    await expect(tap('A', true)).rejects.toThrow(ColaLlena);
    expect(await queued()).toEqual(before);
    await tap('B', true);
  });

  it('tells whoever shows it', async () => {
    let told = 0;
    const end = cola.subscribe(() => told++);
    await tap('A', true);
    await cola.entendido(fila('A'));
    end();
    await tap('B', true);
    expect(told).toBe(2);
  });
});

describe('what became of a tap', () => {
  it('is pending, then confirmed by the stored row', async () => {
    await tap('A', true);
    const pending = situar([row('A', 5)], await cola.pendientes());
    expect(pending).toMatchObject([{ situacion: 'pendiente', v: true }]);
    expect(situar([row('A', 6, { v: true })], { entradas: [], avisos: [] })).toMatchObject([
      { situacion: 'confirmada', v: true },
    ]);
    expect(situar([row('A', 6)], null)).toMatchObject([{ situacion: 'libre', v: false }]);
  });

  it.each(['rechazada', 'conflicto'] as const)('is %s until it was read, or the row is tapped again', async (tipo) => {
    await tap('A', true);
    const [sent] = await cola.tomar();
    if (sent === undefined) {
      throw new Error('nothing was taken');
    }
    await cola.resolver(sent, { tipo, mensaje: 'No puedes.' }, null);
    const shown = async () => situar([row('A', 5)], await cola.pendientes())[0];
    expect(await shown()).toMatchObject({ situacion: tipo, v: false, aviso: { mensaje: 'No puedes.', v: true } });
    await cola.entendido(fila('A'));
    expect(await shown()).toMatchObject({ situacion: 'libre', aviso: null });

    await cola.resolver(sent, { tipo, mensaje: 'No puedes.' }, null);
    await tap('A', true);
    expect(await shown()).toMatchObject({ situacion: 'pendiente' });
  });
});
