import { describe, expect, it } from 'vitest';
import {
  cuentas,
  estadoEn,
  inicioDelDia,
  jornada,
  leerCambios,
  vecino,
  type Cambio,
} from '../../src/cargue/jornada.js';
import { relatar } from '../../src/cargue/sucesos.js';
import { escribirLugar, leerLugar } from '../../src/cargue/lugar.js';
import { avance, hora, hoy, lapso, masDias, porDia } from '../../src/comun/formato.js';
import { frescura, peor, SILENCIO_MS } from '../../src/comun/frescura.js';
import { E1, E2, HOY, row } from './messages.js';

const BOGOTA = 'America/Bogota';
const utc = (text: string) => Date.parse(text);

describe('what is said of a sheet', () => {
  const AHORA = 1_000_000_000;
  const news = { estado: 'en vivo', atraso_s: 0, ultimaNoticia: AHORA - 3_000, fin: null } as const;
  const says = (change: Partial<Parameters<typeof frescura>[0]>, conRed = true) =>
    frescura({ ...news, ...change }, AHORA, conRed);

  it.each([
    ['en vivo', 'vivo', {}],
    ['datos de hace 12 s', 'viejo', { atraso_s: 12 }],
    ['sin saber si está al día', 'viejo', { estado: 'sin saber', atraso_s: null }],
    ['reconectando, datos de hace 3 s', 'viejo', { estado: 'reconectando', atraso_s: null }],
    ['datos de hace 21 s', 'viejo', { ultimaNoticia: AHORA - SILENCIO_MS - 1_000 }],
    ['conectando', 'viejo', { estado: 'conectando', ultimaNoticia: null, atraso_s: null }],
    ['la sesión terminó', 'roto', { estado: 'terminado', fin: { codigo: '4401', motivo: '' } }],
    ['sin permiso para esta planilla', 'roto', { estado: 'terminado', fin: { codigo: '403', motivo: 'x' } }],
    ['Fecha fuera de rango.', 'roto', { fin: { codigo: 'FECHA_FUERA_DE_RANGO', motivo: 'Fecha fuera de rango.' } }],
  ] as const)('is "%s"', (texto, tipo, change) => {
    expect(says(change)).toEqual({ tipo, texto });
  });

  it('is never "en vivo" on a device without network', () => {
    expect(says({}, false)).toEqual({ tipo: 'viejo', texto: 'sin red, datos de hace 3 s' });
    expect(says({ estado: 'conectando', ultimaNoticia: null }, false)).toEqual({ tipo: 'viejo', texto: 'sin red' });
  });

  it('is of several sheets the worst', () => {
    const [vivo, viejo, roto] = [says({}), says({ atraso_s: 2 }), says({ fin: { codigo: '4400', motivo: '' } })];
    expect(peor([vivo, roto, viejo])).toBe(roto);
    expect(peor([viejo, vivo])).toBe(viejo);
    expect(peor([])).toBeNull();
  });
});

describe('words and numbers', () => {
  it('take the day and the hour of the business time zone', () => {
    expect(hoy(BOGOTA, utc('2026-01-06T04:59:59Z'))).toBe('2026-01-05');
    expect(hoy(BOGOTA, utc('2026-01-06T05:00:00Z'))).toBe('2026-01-06');
    expect(hora('2026-01-05T05:00:07.500Z', BOGOTA)).toBe('00:00:07');
    expect(masDias('2026-02-27', 2)).toBe('2026-03-01');
  });

  it('tell how long', () => {
    expect([0, 1_499, 119_000, 120_000, 7_199_000, 7_200_000, -5].map(lapso)).toEqual([
      '0 s',
      '1 s',
      '119 s',
      '2 min',
      '119 min',
      '2 h',
      '0 s',
    ]);
  });

  it('show sheets in the order of the week, rows by name as people do', () => {
    const rows = [row('Ñame', 1), row('A', 4, { dia: 'MARTES' }), row('arepa 10', 2), row('Arepa 9', 3)];
    const shown = porDia(rows, (one) => one).map(([dia, some]) => [dia, some.map(({ producto }) => producto)]);
    expect(shown).toEqual([
      ['LUNES', ['Arepa 9', 'arepa 10', 'Ñame']],
      ['MARTES', ['A']],
    ]);
  });

  it('count rows with something to load', () => {
    const rows = [row('Ñame', 1), row('arepa 10', 2, { d: true, v: true }), row('Arepa 9', 3, { d: true })];
    expect(avance([...rows, row('Vacía', 4, { total: 0 })])).toEqual({ total: 3, d: 2, v: 1 });
  });
});

describe('a place in the page', () => {
  it.each(['#', '#ID1', '#2026-01-05', '#2026-01-05/ID1', '#ID1/historia', '#2026-01-05/ID1/historia'])(
    '%s is read and written alike',
    (hash) => {
      expect(escribirLugar(leerLugar(hash))).toBe(hash);
    },
  );

  it('is everyone today when the address says nothing that is known', () => {
    expect(leerLugar('#/../<script>')).toEqual({ fecha: null, vendedor: null, historia: false });
    expect(leerLugar('#2026-13-45').fecha).toBeNull();
    expect(leerLugar('#historia')).toEqual({ fecha: null, vendedor: null, historia: false });
  });
});

describe('the history of a day', () => {
  const at = (time: string) => utc(`2026-01-05T${time}Z`);
  const cambio = (time: string, producto: string, seq: number, parts = {}): Cambio => ({
    instante: at(time),
    renglon: row(producto, seq, { ocurrido_en: `2026-01-05T${time}.000Z`, ...parts }),
  });
  const cambios: readonly Cambio[] = [
    { ...cambio('12:00:00', 'A', 1), instante: utc('2026-01-04T20:00:00Z') },
    cambio('10:15:00', 'A', 2, { d: true }),
    cambio('10:45:00', 'B', 3),
    cambio('11:59:59', 'A', 4, { d: true, v: true }),
  ];
  const LATER = utc('2026-02-01T00:00:00Z');
  const dia = jornada(cambios, HOY, BOGOTA, LATER);
  const shown = (instante: number) =>
    estadoEn(dia, instante).map(({ producto, d, v }) => producto + (d ? 'D' : '') + (v ? 'V' : ''));

  it('spans the hours in which something happened', () => {
    expect([dia.desde, dia.hasta]).toEqual([at('10:00:00'), at('12:00:00')]);
    const quiet = jornada(cambios.slice(0, 1), HOY, BOGOTA, LATER);
    expect([quiet.desde, quiet.hasta]).toEqual([at('05:00:00'), at('05:00:00') + 86_400_000]);
  });

  it('ends now, while the day goes on', () => {
    expect(jornada(cambios, HOY, BOGOTA, at('11:59:59') + 500).hasta).toBe(at('11:59:59') + 500);
    expect(jornada(cambios, HOY, BOGOTA, at('11:00:00')).hasta).toBe(at('11:59:59')); // the device's clock is late
  });

  it('shows the rows as they were, with what was before that day', () => {
    expect(shown(at('10:00:00'))).toEqual(['A']);
    expect(shown(at('10:15:00'))).toEqual(['AD']);
    expect(shown(at('11:00:00'))).toEqual(['AD', 'B']);
    expect(shown(at('12:00:00'))).toEqual(['ADV', 'B']);
  });

  it('goes to the change next to a moment', () => {
    expect(vecino(dia, at('10:15:00'), 'después')).toBe(at('10:45:00'));
    expect(vecino(dia, at('10:15:00'), 'antes')).toBeNull();
    expect(vecino(dia, dia.hasta, 'antes')).toBe(at('11:59:59'));
    expect(vecino(dia, dia.hasta, 'después')).toBeNull();
  });

  it('counts changes by time, none of them lost', () => {
    expect(cuentas(dia, 4)).toEqual([1, 1, 0, 1]);
  });

  it('begins anew where the numbering did', () => {
    const anew: Cambio[] = [
      ...cambios,
      { instante: at('12:10:00'), renglon: null },
      cambio('12:10:00', 'B', 2, { epoca: E2 }),
    ];
    expect(estadoEn(jornada(anew, HOY, BOGOTA, LATER), at('12:10:00')).map(({ producto }) => producto)).toEqual(['B']);
  });

  it('tells of one row who did what and when', () => {
    const story: Cambio[] = [
      cambio('10:00:00', 'A', 2),
      cambio('10:01:00', 'B', 3),
      cambio('10:05:00', 'A', 4, { d: true, actor: 'DESP1' }),
      cambio('10:20:00', 'A', 5, { d: true, v: true, marcado_en: '2026-01-05T10:06:30.000Z' }),
      cambio('10:21:00', 'A', 6, {
        actor: 'DESP1',
        adicional: 1200,
        total: 1300,
        marcado_en: '2026-01-05T10:20:59.000Z',
      }),
      cambio('10:22:00', 'A', 7, { dia: 'MARTES' }),
      { instante: at('10:30:00'), renglon: null },
      cambio('10:30:00', 'A', 2, { epoca: E2, causa: 'restauracion', actor: 'sistema' }),
    ];
    expect(relatar(story, row('A', 9)).map(({ que, quien, tocado }) => [que, quien, tocado])).toEqual([
      ['entró a la planilla con 100', 'ID1', null],
      ['D marcado', 'DESP1', null],
      ['V marcado', 'ID1', at('10:06:30')],
      ['D quitado, V quitado, adicional 0 → 1.200', 'DESP1', null],
      ['restaurado de una copia', 'sistema', null],
    ]);
  });

  it('is read from events, whole or not at all', () => {
    const events = [
      { ...row('A', 1), type: 'check_update' },
      { type: 'epoca', epoca: E2, seq: 1, hasta: 1, ocurrido_en: '2026-01-05T12:00:00.000Z' },
      { type: 'de mañana' },
    ];
    const text = events.map((event) => `${JSON.stringify(event)}\n`).join('');
    const fin = JSON.stringify({ type: 'fin', eventos: 2, epoca: E1, seq: 2 });
    expect(leerCambios(text)).toBeNull();
    expect(leerCambios(text.slice(0, -9))).toBeNull();
    expect(leerCambios(`${text}${fin}\n`)?.map(({ renglon }) => renglon?.producto)).toEqual(['A', undefined]);
    expect(leerCambios(`${fin}\n`)).toEqual([]);
  });

  it('begins at midnight of the zone, also where clocks are changed', () => {
    expect(inicioDelDia('2026-03-29', 'Europe/Madrid')).toBe(utc('2026-03-28T23:00:00Z'));
    expect(inicioDelDia('2026-03-30', 'Europe/Madrid')).toBe(utc('2026-03-29T22:00:00Z'));
    expect(inicioDelDia('2026-01-05', 'Asia/Kathmandu')).toBe(utc('2026-01-04T18:15:00Z'));
  });
});
