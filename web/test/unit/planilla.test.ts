import { describe, expect, it } from 'vitest';
import {
  awaitHello,
  desde,
  MAX_APRENDIDAS,
  newPlanilla,
  onChecks,
  onHello,
  onLatido,
  onRespuesta,
  onSnapshot,
  posicion,
  renglones,
  type Fallo,
  type Paso,
  type Planilla,
} from '../../src/stream/planilla.js';
import type { Filtro, Renglon } from '../../src/stream/index.js';
import { answer, checks, E1, E2, hello, HOY, row, snapshot } from './messages.js';

const start = (filtro: Filtro = {}): Planilla => newPlanilla({ vendedor_id: 'ID1', ...filtro });

function ok(paso: Paso): Planilla {
  if ('fallo' in paso) {
    throw new Error(`the step failed: ${paso.fallo.detalle}`);
  }
  return paso.planilla;
}

function causa(paso: Paso): Fallo['causa'] | 'none' {
  return 'fallo' in paso ? paso.fallo.causa : 'none';
}

function live(seq: number, rows: Renglon[], planilla = start()): Planilla {
  return ok(onSnapshot(ok(onHello(planilla, hello(seq))), snapshot(seq, rows)));
}

const shown = (planilla: Planilla) => renglones(planilla).map(({ producto, seq }) => [producto, seq]);

describe('a snapshot', () => {
  it('gives all rows and the position', () => {
    const planilla = live(57, [row('A', 5), row('B', 57)]);
    expect(shown(planilla)).toEqual([
      ['A', 5],
      ['B', 57],
    ]);
    expect(posicion(planilla)).toEqual({ epoca: E1, seq: 57 });
    expect(planilla.fase).toBe('en vivo');
  });

  it('in parts shows nothing before the last one, and replaces everything then', () => {
    const before = live(10, [row('A', 5), row('GONE', 6)]);
    const first = ok(onSnapshot(ok(onHello(before, hello(20))), snapshot(20, [row('A', 15)], null, 1, 2)));
    expect(shown(first)).toEqual([
      ['A', 5],
      ['GONE', 6],
    ]);
    expect(posicion(first)).toEqual({ epoca: E1, seq: 10 });
    const last = ok(onSnapshot(first, snapshot(20, [row('B', 20)], null, 2, 2)));
    expect(shown(last)).toEqual([
      ['A', 15],
      ['B', 20],
    ]);
    expect(posicion(last)).toEqual({ epoca: E1, seq: 20 });
  });

  it('that is interrupted by a new hello is forgotten', () => {
    const half = ok(onSnapshot(ok(onHello(start(), hello(20))), snapshot(20, [row('OLD', 15)], null, 1, 2)));
    expect(shown(live(30, [row('NEW', 30)], half))).toEqual([['NEW', 30]]);
  });

  it('that is interrupted by the end of the connection leaves what was shown, and its position', () => {
    const before = live(10, [row('A', 5)]);
    const half = ok(onSnapshot(ok(onHello(before, hello(20))), snapshot(20, [row('B', 15)], null, 1, 2)));
    const cut = awaitHello(half);
    expect(shown(cut)).toEqual([['A', 5]]);
    expect(desde(cut)).toEqual({ epoca: E1, seq: 10 });
    expect(shown(live(30, [row('C', 30)], cut))).toEqual([['C', 30]]);
  });

  it('with a missing or foreign part is not trusted', () => {
    const greeted = ok(onHello(start(), hello(20)));
    const first = ok(onSnapshot(greeted, snapshot(20, [], null, 1, 3)));
    expect(causa(onSnapshot(greeted, snapshot(20, [], null, 2, 3)))).toBe('malformado');
    expect(causa(onSnapshot(first, snapshot(20, [], null, 3, 3)))).toBe('malformado');
    expect(causa(onSnapshot(first, snapshot(20, [], null, 1, 3)))).toBe('malformado');
    expect(causa(onSnapshot(first, snapshot(21, [], null, 2, 3)))).toBe('malformado');
    expect(causa(onSnapshot(first, snapshot(20, [], null, 2, 4)))).toBe('malformado');
    expect(causa(onSnapshot(live(20, []), snapshot(20, [])))).toBe('malformado');
  });

  it('with a row of another vendedor, numbering or time is not trusted', () => {
    const greeted = ok(onHello(start(), hello(20)));
    expect(causa(onSnapshot(greeted, snapshot(20, [row('A', 5, { vendedor_id: 'ID2' })])))).toBe('malformado');
    expect(causa(onSnapshot(greeted, snapshot(20, [row('A', 5, { epoca: E2 })])))).toBe('malformado');
    expect(causa(onSnapshot(greeted, snapshot(20, [row('A', 21)])))).toBe('malformado');
  });

  it('of an empty stream is one without rows and position', () => {
    const empty = ok(onSnapshot(ok(onHello(live(9, [row('A', 5)]), hello(0, { epoca: null }))), snapshot(0, [])));
    expect(shown(empty)).toEqual([]);
    expect(posicion(empty)).toBeNull();
    expect(empty.recibida).toBe(true);
  });
});

describe('changes', () => {
  const at10 = live(10, [row('A', 5), row('B', 10)]);

  it('are applied and move the position, also when none of them is shown', () => {
    const planilla = ok(onChecks(at10, checks(10, 12, [row('A', 12, { d: true })])));
    expect(shown(planilla)).toEqual([
      ['A', 12],
      ['B', 10],
    ]);
    expect(posicion(ok(onChecks(planilla, checks(12, 40, []))))).toEqual({ epoca: E1, seq: 40 });
  });

  it('may begin before the position: what was seen before is ignored', () => {
    const planilla = ok(
      onChecks(at10, checks(3, 12, [row('A', 4, { total: 1 }), row('B', 10, { total: 1 }), row('C', 12)])),
    );
    expect(shown(planilla)).toEqual([
      ['A', 5],
      ['B', 10],
      ['C', 12],
    ]);
    expect(renglones(planilla)[1]?.total).toBe(100);
  });

  it('that end at or before the position are ignored as a whole', () => {
    expect(ok(onChecks(at10, checks(8, 10, [row('B', 10, { total: 1 })])))).toBe(at10);
    expect(ok(onChecks(at10, checks(1, 2, [])))).toBe(at10);
  });

  it('that begin after the position tell a loss, and nothing of them is shown', () => {
    expect(causa(onChecks(at10, checks(11, 12, [row('A', 12)])))).toBe('perdida');
    expect(shown(at10)).toEqual([
      ['A', 5],
      ['B', 10],
    ]);
  });

  it('before a hello are of the connection before, and ignored', () => {
    const cut = awaitHello(at10);
    expect(ok(onChecks(cut, checks(10, 11, [row('A', 11)])))).toBe(cut);
    expect(ok(onSnapshot(cut, snapshot(30, [])))).toBe(cut);
    expect(ok(onLatido(cut, 99))).toBe(cut);
  });

  it('where a snapshot is due tell that it was lost', () => {
    expect(causa(onChecks(ok(onHello(at10, hello(20))), checks(20, 21, [])))).toBe('perdida');
  });

  it('with a row that cannot be in them are not trusted', () => {
    expect(causa(onChecks(at10, checks(10, 12, [row('A', 13)])))).toBe('malformado');
    expect(causa(onChecks(at10, checks(10, 12, [row('A', 12, { epoca: E2 })])))).toBe('malformado');
    expect(causa(onChecks(at10, checks(10, 12, [row('A', 12, { vendedor_id: 'ID2' })])))).toBe('malformado');
    const empty = ok(onSnapshot(ok(onHello(start(), hello(0, { epoca: null }))), snapshot(0, [])));
    expect(causa(onChecks(empty, checks(0, 1, [row('A', 1)])))).toBe('malformado');
  });

  it('tell rows of the same producto in other sheets apart', () => {
    const planilla = ok(
      onChecks(at10, checks(10, 12, [row('A', 11, { dia: 'MARTES' }), row('A', 12, { fecha: '2026-01-06' })])),
    );
    expect(shown(planilla)).toHaveLength(4);
  });
});

describe('a latido', () => {
  it('above the position tells a loss', () => {
    expect(causa(onLatido(live(10, []), 11))).toBe('perdida');
    expect(causa(onLatido(live(10, []), 10))).toBe('none');
    expect(causa(onLatido(live(10, []), 9))).toBe('none');
  });

  it('between the parts of a snapshot counts from the position of that', () => {
    const greeted = ok(onHello(live(10, []), hello(20)));
    expect(causa(onLatido(greeted, 20))).toBe('none');
    expect(causa(onLatido(greeted, 21))).toBe('perdida');
  });
});

describe('a delta', () => {
  it('goes on from the position', () => {
    const again = ok(onHello(awaitHello(live(10, [row('A', 5)])), hello(10, { modo: 'delta' })));
    expect(again.fase).toBe('en vivo');
    expect(shown(ok(onChecks(again, checks(10, 11, [row('A', 11)]))))).toEqual([['A', 11]]);
  });

  it('from elsewhere is not trusted', () => {
    const cut = awaitHello(live(10, []));
    expect(causa(onHello(cut, hello(11, { modo: 'delta' })))).toBe('malformado');
    expect(causa(onHello(cut, hello(10, { modo: 'delta', epoca: E2 })))).toBe('malformado');
    expect(causa(onHello(cut, hello(0, { modo: 'delta', epoca: null })))).toBe('malformado');
    expect(causa(onHello(start(), hello(0, { modo: 'delta' })))).toBe('malformado');
  });
});

describe('numbering that starts anew', () => {
  it('shows the old rows until the new ones are there, then only these', () => {
    const greeted = ok(onHello(live(57, [row('A', 57)]), hello(2, { epoca: E2 })));
    expect(shown(greeted)).toEqual([['A', 57]]);
    const anew = ok(onSnapshot(greeted, snapshot(2, [row('A', 2, { epoca: E2 })])));
    expect(shown(anew)).toEqual([['A', 2]]);
    expect(posicion(anew)).toEqual({ epoca: E2, seq: 2 });
    expect(shown(ok(onChecks(anew, checks(2, 3, [row('A', 3, { epoca: E2 })]))))).toEqual([['A', 3]]);
  });
});

describe('fecha_desde', () => {
  const days = [row('A', 5), row('B', 6, { fecha: '2026-01-06' })];

  it('drops the rows of days gone by, also on a delta', () => {
    const cut = awaitHello(live(10, days));
    expect(shown(ok(onHello(cut, hello(10, { modo: 'delta', fecha_desde: '2026-01-06' }))))).toEqual([['B', 6]]);
    expect(shown(ok(onHello(cut, hello(20, { fecha_desde: '2026-01-06' }))))).toEqual([['B', 6]]);
  });

  it('of null drops nothing', () => {
    const cut = awaitHello(live(10, days));
    expect(shown(ok(onHello(cut, hello(10, { modo: 'delta', fecha_desde: null }))))).toHaveLength(2);
  });

  it('forgets the answers about those rows too', () => {
    const learnt = onRespuesta(live(10, days), answer('A', 11));
    const next = ok(onHello(awaitHello(learnt), hello(10, { modo: 'delta', fecha_desde: '2026-01-06' })));
    expect(next.aprendidas.size).toBe(0);
    expect(onRespuesta(next, answer('A', 12))).toBe(next);
  });
});

describe('the filter', () => {
  it('keeps out rows of other sheets, whatever the server sends', () => {
    const one = live(
      10,
      [row('A', 5), row('A', 6, { fecha: '2026-01-06' }), row('A', 7, { dia: 'MARTES' })],
      start({ fecha: HOY, dia: 'LUNES' }),
    );
    expect(shown(one)).toEqual([['A', 5]]);
    expect(shown(ok(onChecks(one, checks(10, 11, [row('B', 11, { dia: 'MARTES' })]))))).toEqual([['A', 5]]);
  });

  it('makes a position that may be of other sheets no base to go on from', () => {
    const mixed = awaitHello(start(), true);
    expect(desde(live(10, [], mixed))).toBeNull();
    expect(desde(awaitHello(live(10, [], mixed)))).toBeNull();
    expect(desde(live(10, [], awaitHello(live(10, [], mixed))))).toEqual({ epoca: E1, seq: 10 });
  });
});

describe("a POST's answer", () => {
  const at10 = live(10, [row('A', 5), row('B', 10)]);

  it('that comes first shows at once, and the stream then brings the whole row', () => {
    const learnt = onRespuesta(at10, answer('A', 12, { total: 130 }));
    expect(renglones(learnt)[0]).toMatchObject({ seq: 12, d: true, total: 130, adicional: 0 });
    expect(posicion(learnt)).toEqual({ epoca: E1, seq: 10 });
    const reached = ok(onChecks(learnt, checks(10, 12, [row('A', 12, { d: true, total: 130, adicional: 30 })])));
    expect(renglones(reached)[0]).toMatchObject({ seq: 12, d: true, total: 130, adicional: 30 });
    expect(reached.aprendidas.size).toBe(0);
  });

  it('that comes after the stream changes nothing', () => {
    const newer = ok(onChecks(at10, checks(10, 13, [row('A', 13)])));
    expect(onRespuesta(newer, answer('A', 12))).toBe(newer);
    expect(onRespuesta(newer, answer('A', 13))).toBe(newer);
  });

  it('is not undone by an older change of the same row that comes after it', () => {
    const learnt = onRespuesta(at10, answer('A', 12));
    const between = ok(onChecks(learnt, checks(10, 11, [row('A', 11, { v: true, adicional: 7 })])));
    expect(renglones(between)[0]).toMatchObject({ seq: 12, d: true, v: false, adicional: 7 });
  });

  it('is kept over a snapshot that is older, and gone with one that is newer', () => {
    const learnt = awaitHello(onRespuesta(at10, answer('A', 12)));
    expect(renglones(live(11, [row('A', 5)], learnt))[0]).toMatchObject({ seq: 12, d: true });
    const newer = live(13, [row('A', 13)], learnt);
    expect(renglones(newer)[0]).toMatchObject({ seq: 13, d: false });
    expect(newer.aprendidas.size).toBe(0);
  });

  it('of an earlier numbering changes nothing; of a later one it holds until the stream is there', () => {
    const anew = ok(onSnapshot(ok(onHello(at10, hello(2, { epoca: E2 }))), snapshot(2, [row('A', 2, { epoca: E2 })])));
    expect(onRespuesta(anew, answer('A', 99))).toBe(anew);
    const ahead = onRespuesta(at10, answer('A', 1, { epoca: E2 }));
    expect(renglones(ahead)[0]).toMatchObject({ epoca: E2, seq: 1, d: true });
    expect(renglones(ok(onChecks(ahead, checks(10, 11, [row('A', 11)]))))[0]).toMatchObject({ epoca: E2, seq: 1 });
  });

  it('that is older than another is ignored', () => {
    const learnt = onRespuesta(at10, answer('A', 12));
    expect(onRespuesta(learnt, answer('A', 11, { d: false }))).toBe(learnt);
    expect(renglones(onRespuesta(learnt, answer('A', 13, { d: false })))[0]).toMatchObject({ seq: 13, d: false });
  });

  it('about a row that the stream has not brought shows when it does', () => {
    const learnt = onRespuesta(at10, answer('NEW', 12));
    expect(shown(learnt)).toHaveLength(2);
    const brought = ok(onChecks(learnt, checks(10, 11, [row('NEW', 11)])));
    expect(renglones(brought)[2]).toMatchObject({ producto: 'NEW', seq: 12, d: true });
  });

  it('before the first snapshot waits for it', () => {
    expect(renglones(live(11, [row('A', 5)], onRespuesta(start(), answer('A', 12))))[0]).toMatchObject({ seq: 12 });
  });

  it('about a sheet that is not followed is ignored', () => {
    const one = start({ fecha: HOY });
    expect(onRespuesta(one, answer('A', 1, { fecha: '2026-01-06' }))).toBe(one);
  });

  it('is forgotten for a newer one when there are too many ahead of the stream', () => {
    let planilla = live(0, []);
    for (let i = 1; i <= MAX_APRENDIDAS + 1; i++) {
      planilla = onRespuesta(planilla, answer(`P${i}`, i));
    }
    expect(planilla.aprendidas.size).toBe(MAX_APRENDIDAS);
    expect([...planilla.aprendidas.values()].some((a) => a.producto === 'P1')).toBe(false);
  });
});
