import { describe, expect, it } from 'vitest';
import { Ilegible, readMensaje } from '../../src/stream/read.js';
import { checks, hello, latido, row, snapshot } from './messages.js';

const read = (message: unknown) => readMensaje(JSON.stringify(message));

describe('reading a message', () => {
  it('takes each type of the protocol', () => {
    expect(read(hello(57))).toEqual(hello(57));
    expect(read(hello(0, { epoca: null, fecha_desde: null, atraso_s: null }))).toMatchObject({ epoca: null, seq: 0 });
    expect(read(snapshot(57, [row('A', 5)], 'ID1'))).toEqual(snapshot(57, [row('A', 5)], 'ID1'));
    expect(read(checks(3, 5, [row('A', 5)]))).toEqual(checks(3, 5, [row('A', 5)]));
    expect(read(latido(5, null))).toEqual({ type: 'latido', seq: 5, posiciones: new Map(), atraso_s: null });
    expect(read({ type: 'latido', posiciones: { ID1: 57 }, atraso_s: 3 })).toEqual({
      type: 'latido',
      seq: null,
      posiciones: new Map([['ID1', 57]]),
      atraso_s: 3,
    });
    expect(read({ type: 'adios', motivo: 'reinicio', reconectar_en_ms: 700 })).toEqual({
      type: 'adios',
      motivo: 'reinicio',
      reconectar_en_ms: 700,
    });
    expect(read({ type: 'error', codigo: 'NO_PERMITIDO', message: 'No.' })).toEqual({
      type: 'error',
      codigo: 'NO_PERMITIDO',
      message: 'No.',
      vendedor_id: null,
    });
  });

  it('takes keys in any order, and ignores keys and types that it does not know', () => {
    const backwards = Object.fromEntries(Object.entries(hello(57)).reverse());
    expect(read({ ...backwards, nuevo: { x: 1 } })).toEqual(hello(57));
    expect(read(checks(0, 1, [{ ...row('A', 1), ...{ nuevo: 1 } }]))).toEqual(checks(0, 1, [row('A', 1)]));
    expect(read({ type: 'novedad' })).toEqual({ type: 'desconocido' });
  });

  it('keeps marcado_en, and a total below 0', () => {
    const marked = { ...row('A', 1, { total: -5 }), marcado_en: '2026-01-05T12:01:00.000Z' };
    expect(read(checks(0, 1, [marked]))).toEqual(checks(0, 1, [marked]));
  });

  const rowWith = (parts: Record<string, unknown>) => checks(0, 1, [{ ...row('A', 1), ...parts }]);
  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['null', 'null'],
    ['no type', '{}'],
    ['a type that is no text', '{"type":7}'],
    ['a seq that is text', JSON.stringify({ ...hello(1), seq: '1' })],
    ['a seq below 0', JSON.stringify(hello(-1))],
    ['a seq that is no whole number', JSON.stringify(hello(1.5))],
    ['a seq above what a number holds', '{"type":"latido","seq":9007199254740993,"atraso_s":0}'],
    ['an epoca that is none', JSON.stringify(hello(1, { epoca: 'x' }))],
    ['no epoca', JSON.stringify({ ...hello(1), epoca: undefined })],
    ['an unknown modo', JSON.stringify({ ...hello(1), modo: 'todo' })],
    ['a latido_s of 0', JSON.stringify(hello(1, { latido_s: 0 }))],
    ['a latido_s of an hour', JSON.stringify(hello(1, { latido_s: 3600 }))],
    ['de above a', JSON.stringify(checks(5, 4, []))],
    ['a part 0', JSON.stringify(snapshot(1, [], null, 0, 1))],
    ['a part above the last', JSON.stringify(snapshot(1, [], null, 3, 2))],
    ['no rows', JSON.stringify({ type: 'checks', de: 1, a: 2 })],
    ['a row that is none', JSON.stringify({ type: 'checks', de: 1, a: 2, checks: [7] })],
    ['a row without producto', JSON.stringify(rowWith({ producto: undefined }))],
    ['a v that is text', JSON.stringify(rowWith({ v: 'true' }))],
    ['a dia with an accent', JSON.stringify(rowWith({ dia: 'MIÉRCOLES' }))],
    ['a fecha that is none', JSON.stringify(rowWith({ fecha: '5/1/2026' }))],
    ['a vendedor that is none', JSON.stringify(checks(1, 2, [], 'ID 1'))],
    ['posiciones that are none', '{"type":"latido","posiciones":{"ID1":"5"},"atraso_s":0}'],
    ['a farewell without a reason', '{"type":"adios"}'],
  ])('refuses %s', (_, text) => {
    expect(() => readMensaje(text)).toThrow(Ilegible);
  });

  it('refuses what is no text', () => {
    expect(() => readMensaje(new ArrayBuffer(2))).toThrow(Ilegible);
  });
});
