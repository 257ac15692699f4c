// @vitest-environment happy-dom
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { atrasoDe, faltaA, renglones } from '../../src/admin/cabezas.js';
import { comparar } from '../../src/admin/comparar.js';
import { Comparacion } from '../../src/admin/Comparacion.js';
import { Conexion, Espectadores } from '../../src/admin/Espectadores.js';
import {
  leerEspectadores,
  leerEstado,
  leerGuardado,
  leerNodos,
  leerRechazos,
  type Estado,
  type Fila,
  type Guardado,
  type Nodo,
  type Respuesta,
} from '../../src/admin/leer.js';
import { posicionCorta, resumen } from '../../src/admin/palabras.js';
import { Rechazos } from '../../src/admin/Rechazos.js';
import { Vendedores } from '../../src/admin/Vendedores.js';
import { Contexto, type Dentro } from '../../src/comun/dentro.js';
import { Guardia } from '../../src/comun/guardia.js';
import { E1, E2, HOY } from './messages.js';

const fila = (producto: string, seq: number, parts: Partial<Fila> = {}): Fila => ({
  dia: 'LUNES',
  fecha: HOY,
  producto,
  v: false,
  d: true,
  cantidad: 100,
  adicional: 0,
  dctos: 0,
  devoluciones: 0,
  vencidas: 0,
  total: 100,
  seq,
  epoca: E1,
  ...parts,
});

const guardado = (seq: number, filas: readonly Fila[], publicado = seq): Guardado => ({
  epoca: E1,
  seq,
  publicado: { epoca: E1, seq: publicado },
  filas,
});

const NADA: Estado = { epoca: null, seq: 0, filas: [] };

const enPush = (seq: number, filas: readonly Fila[]): Estado => ({ epoca: E1, seq, filas });

describe('a node held against PostgreSQL', () => {
  it('is the same when all rows are', () => {
    const rows = [fila('A', 1), fila('B', 2, { v: true }), fila('A', 3, { dia: 'MARTES' })];
    const found = comparar(guardado(3, rows), enPush(3, rows.toReversed()));
    expect(found).toEqual({ iguales: 3, diferencias: [], sinPublicar: 0, posteriores: 0, alcanzado: true });
    expect(resumen(found, { epoca: E1, seq: 3 })).toBe(`Iguales: 3 filas, posición …${E1.slice(-8)}:3`);
  });

  it('is the same when the vendedor has no events', () => {
    const found = comparar(guardado(0, []), NADA);
    expect(found).toEqual({ iguales: 0, diferencias: [], sinPublicar: 0, posteriores: 0, alcanzado: true });
    expect(resumen(found, NADA)).toBe('Iguales: 0 filas, posición nada');
  });

  // The node told nothing, which is an earlier position than any: the page showed it in red.
  it('is the same when all events have left the topic, and no sheet of now is theirs', () => {
    const found = comparar(guardado(57, []), NADA);
    expect(found).toEqual({ iguales: 0, diferencias: [], sinPublicar: 0, posteriores: 0, alcanzado: true });
  });

  it('need know nothing of a vendedor of whom nothing is published yet', () => {
    const found = comparar(guardado(1, [fila('A', 1)], 0), NADA);
    expect(found).toEqual({ iguales: 0, diferencias: [], sinPublicar: 1, posteriores: 0, alcanzado: true });
  });

  it('is behind when it knows nothing of a vendedor with a published row', () => {
    const found = comparar(guardado(3, [fila('A', 2)]), NADA);
    expect(found).toMatchObject({ diferencias: [{ tipo: 'falta en push' }], alcanzado: false });
  });

  it('lacks a row, or has one too many', () => {
    const { diferencias } = comparar(guardado(3, [fila('A', 1)]), enPush(3, [fila('B', 2)]));
    expect(diferencias.map(({ tipo, donde }) => [tipo, donde.producto])).toEqual([
      ['falta en push', 'A'],
      ['falta en PostgreSQL', 'B'],
    ]);
  });

  it.each<[keyof Fila, Partial<Fila>]>([
    ['v', { v: true }],
    ['d', { d: false }],
    ['cantidad', { cantidad: 99 }],
    ['adicional', { adicional: 1 }],
    ['dctos', { dctos: 1 }],
    ['devoluciones', { devoluciones: 1 }],
    ['vencidas', { vencidas: 1 }],
    ['total', { total: 99 }],
    ['seq', { seq: 1 }],
  ])('differs in %s', (campo, change) => {
    const { diferencias, iguales } = comparar(guardado(3, [fila('A', 2)]), enPush(3, [fila('A', 2, change)]));
    expect(iguales).toBe(0);
    expect(diferencias).toMatchObject([{ tipo: 'distinta', donde: { producto: 'A' }, campos: [{ campo }] }]);
  });

  it('is told which rows of another date or day are meant', () => {
    const other = fila('A', 2, { fecha: '2026-01-06' });
    expect(comparar(guardado(3, [fila('A', 2)]), enPush(3, [other])).diferencias).toHaveLength(2);
  });

  it('need not have what Kafka is not known to have', () => {
    const rows = [fila('A', 1), fila('B', 5), fila('C', 6)];
    const found = comparar(guardado(6, rows, 4), enPush(4, [fila('A', 1), fila('B', 2)]));
    expect(found).toEqual({ iguales: 1, diferencias: [], sinPublicar: 2, posteriores: 0, alcanzado: true });
    expect(resumen(found, { epoca: E1, seq: 4 })).toContain('2 filas sin publicar en Kafka');
  });

  it('may have it all the same, as the cursor moves a moment later', () => {
    expect(comparar(guardado(5, [fila('A', 5)], 4), enPush(5, [fila('A', 5)]))).toMatchObject({
      iguales: 1,
      sinPublicar: 0,
    });
  });

  it('may have what changed after PostgreSQL was read', () => {
    const push = enPush(9, [fila('A', 8, { v: true }), fila('B', 9), fila('C', 2, { epoca: E2 })]);
    expect(comparar(guardado(7, [fila('A', 3)]), push)).toMatchObject({ diferencias: [], posteriores: 3, iguales: 0 });
  });

  it('is behind when it has not reached what is published', () => {
    const found = comparar(guardado(3, [fila('A', 3)]), enPush(2, [fila('A', 2)]));
    expect(found.alcanzado).toBe(false);
    expect(found.diferencias).toMatchObject([{ tipo: 'distinta', campos: [{ campo: 'seq' }] }]);
    expect(resumen(found, { epoca: E1, seq: 2 })).toMatch(/^1 diferencia; 0 filas iguales, posición/);
  });
});

const nodo = (nombre: string, cabezas: readonly (readonly [string, string | null, number])[]): Nodo => ({
  nodo: nombre,
  fase: 'LIVE',
  detalle: '',
  desde: '2026-01-05T10:00:00.000Z',
  viewers: 1,
  atraso_s: 0,
  particiones: [],
  vendedores: cabezas.map(([vendedor_id, epoca, seq]) => ({ vendedor_id, epoca, seq, filas: 1, viewers: 2 })),
});

const dice = (url: string, one: Nodo | null): Respuesta => ({ url, nodo: one, error: one === null ? 'No.' : null });

describe('the nodes side by side', () => {
  const a = nodo('a', [
    ['ID10', E1, 5],
    ['ID2', E1, 7],
    ['ID3', E2, 1],
  ]);
  const b = nodo('b', [
    ['ID2', E1, 4],
    ['ID3', E1, 90],
    ['ID10', E1, 5],
    ['ID4', null, 0],
  ]);
  const rows = renglones([dice('A', a), dice('B', b), dice('C', null)]);

  it('list whoever one of them knows, as people count', () => {
    expect(rows.map(({ vendedor_id }) => vendedor_id)).toEqual(['ID2', 'ID3', 'ID4', 'ID10']);
    expect(rows.map(({ viewers }) => viewers)).toEqual([4, 4, 2, 4]);
  });

  it('show which is behind, and by how much', () => {
    expect(rows.map(({ lugares }) => lugares.map(({ tipo }) => tipo))).toEqual([
      ['al día', 'atrás', 'sin respuesta'],
      ['al día', 'atrás', 'sin respuesta'],
      ['vacío', 'vacío', 'sin respuesta'],
      ['al día', 'al día', 'sin respuesta'],
    ]);
    expect(rows[0]?.lugares[1]).toMatchObject({ falta: 3 });
    expect(rows[1]?.lugares[1]).toMatchObject({ falta: null }); // of an earlier numbering
    expect(rows.map(({ atrasado }) => atrasado)).toEqual([true, true, false, false]);
  });

  it('show one that does not know what another does', () => {
    const [row] = renglones([dice('A', nodo('a', [['ID1', E1, 5]])), dice('B', nodo('b', []))]);
    expect(row).toMatchObject({ atrasado: true, lugares: [{ tipo: 'al día' }, { tipo: 'nada' }] });
  });

  it('tell what is still to be read of Kafka, and where most of it is', () => {
    const partition = (particion: number, atraso: number | null) => ({ particion, atraso });
    expect(atrasoDe(a)).toBeNull();
    expect(atrasoDe({ ...a, particiones: [partition(0, 0), partition(1, null)] })).toEqual({ suma: 0, peor: null });
    expect(atrasoDe({ ...a, particiones: [partition(0, 2), partition(7, 40)] })).toEqual({
      suma: 42,
      peor: 'partición 7: 40',
    });
  });

  it('tell how far behind a viewer is', () => {
    const cabeza = { epoca: E1, seq: 7 };
    expect([`${E1}:7`, `${E1}:4`, `${E1}:9`, `${E2}:4`, null].map((one) => faltaA(one, cabeza))).toEqual([
      0,
      3,
      0,
      null,
      null,
    ]);
    expect(faltaA(`${E1}:7`, null)).toBeNull();
    expect(posicionCorta({ epoca: null, seq: 0 })).toBe('nada');
  });
});

const REFUSED = {
  ocurrido_en: '2026-01-05T12:00:00.000Z',
  vendedor_id: 'ID1',
  dia: 'LUNES',
  fecha: HOY,
  producto: null,
  codigo: 'SIN_CANTIDAD',
  actor: 'ana',
  rol: 'vendedor',
  origen: 'app',
};

describe('what the services answer', () => {
  it('is read when it is of its form, and else not at all', () => {
    const state = { vendedor_id: 'ID1', epoca: E1, seq: 3, filas: [fila('A', 3)] };
    const stored = { ...state, publicado_seq: 2, publicado_epoca: E1 };
    expect(leerEstado(JSON.stringify(state))).toEqual({ epoca: E1, seq: 3, filas: [fila('A', 3)] });
    expect(leerGuardado(JSON.stringify(stored))?.publicado).toEqual({ epoca: E1, seq: 2 });
    expect(leerGuardado(JSON.stringify(state))).toBeNull();
    expect(leerEstado(JSON.stringify({ ...state, filas: [{ ...fila('A', 3), v: 'sí' }] }))).toBeNull();
    expect(leerEstado(JSON.stringify({ ...state, filas: [{ ...fila('A', 3), dia: 'AYER' }] }))).toBeNull();
    for (const leer of [leerEstado, leerGuardado, leerNodos, leerEspectadores]) {
      expect([leer('<html>'), leer('{}'), leer('null')]).toEqual([null, null, null]);
    }
  });

  it('tells of nodes that answer and of one that does not', () => {
    const one = nodo('a', [['ID1', null, 0]]);
    const text = JSON.stringify({
      nodos: [
        { url: null, respuesta: { ...one, atraso_s: null } },
        { url: 'http://b', error: 'No contesta a tiempo.' },
      ],
    });
    expect(leerNodos(text)).toEqual([
      { url: null, nodo: { ...one, atraso_s: null }, error: null },
      { url: 'http://b', nodo: null, error: 'No contesta a tiempo.' },
    ]);
  });

  it('is a refusal a line', () => {
    const tapped = { ...REFUSED, producto: 'A', marcado_en: '2026-01-05T11:00:00.000Z' };
    const text = `${JSON.stringify(REFUSED)}\n${JSON.stringify(tapped)}\n`;
    expect(leerRechazos(text)).toEqual([{ ...REFUSED, marcado_en: null }, tapped]);
    expect(leerRechazos('')).toEqual([]);
    expect(leerRechazos(text.slice(0, -9))).toBeNull();
  });
});

describe('the page', () => {
  const config = { ingest: 'http://ingest', push: 'http://push', emisor: null, zona: 'America/Bogota' };
  let place: HTMLElement;
  let root: Root;
  let asked: string[];
  let answers: Record<string, { status?: number; body: string }>;
  let expired: number;

  beforeEach(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    place = document.body.appendChild(document.createElement('div'));
    root = createRoot(place);
    asked = [];
    answers = {};
    expired = 0;
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      asked.push(`${String(init.method)} ${url}`);
      const found = Object.entries(answers).find(([part]) => url.includes(part))?.[1];
      return found === undefined
        ? Promise.reject(new TypeError('fetch failed'))
        : Promise.resolve(new Response(found.body, { status: found.status ?? 200 }));
    });
  });

  afterEach(() => {
    act(() => {
      root.unmount();
    });
    place.remove();
    vi.unstubAllGlobals();
  });

  const show = async (page: ReactNode): Promise<void> => {
    const dentro: Dentro = {
      config,
      sesion: { sub: 'ADMIN', rol: 'admin', vendedor_id: null, expiraEn: 0 },
      guardia: new Guardia(config, 'ADMIN'),
      vez: 0,
      vencer: () => {
        expired++;
      },
      salir: () => undefined,
    };
    await act(async () => {
      root.render(<Contexto value={dentro}>{page}</Contexto>);
      await Promise.resolve();
    });
  };

  const button = (): HTMLButtonElement => {
    const found = place.querySelector('button');
    if (found === null) {
      throw new Error('no button is shown');
    }
    return found;
  };

  const press = async (): Promise<void> => {
    await act(async () => {
      button().click();
      await new Promise((resolve) => setTimeout(resolve, 20));
    });
  };

  it('sends a viewer away when the button was pressed twice, and not when it was left between', async () => {
    const gone: string[] = [];
    const espectador = {
      id: 'x-1',
      sub: 'luz',
      rol: 'despachador',
      direccion: '10.0.0.1',
      formato: 'v1_one',
      desde: '2026-01-05T10:00:00.000Z',
      vendedores_total: 1,
      pendiente_bytes: 0,
      posicion: `${E1}:4`,
    };
    await show(
      <Conexion
        espectador={espectador}
        cabeza={{ vendedor_id: 'ID1', epoca: E1, seq: 7, filas: 1, viewers: 1 }}
        onDesconectar={({ id }) => {
          gone.push(id);
          return Promise.resolve();
        }}
      />,
    );
    expect(place.textContent).toContain('le faltan 3 cambios');
    await press();
    expect(button().getAttribute('aria-label')).toBe('¿Seguro? Desconectar a luz');
    act(() => {
      button().focus();
      button().blur();
    });
    expect(button().getAttribute('aria-label')).toBe('Desconectar a luz');
    await press();
    expect(gone).toEqual([]);
    await press();
    expect(gone).toEqual(['x-1']);
  });

  it('says in its colour what came of sending one away', async () => {
    const one = {
      id: 'x-1',
      sub: 'luz',
      rol: 'despachador',
      direccion: '10.0.0.1',
      formato: 'v1_one',
      desde: '2026-01-05T10:00:00.000Z',
      vendedores_total: 1,
      pendiente_bytes: 0,
      posicion: null,
    };
    answers = {
      'viewers/?vendedor_id': { body: JSON.stringify([one]) },
      'viewers/x-1/': { status: 503, body: '{"error":"NO_DISPONIBLE","message":"Ahora no."}' },
    };
    await show(<Espectadores id="ID1" url={null} nombre="a" cabeza={null} />);
    const aviso = () => place.querySelector<HTMLElement>('[role=status]');
    // Empty it is not seen, and still there for a screen reader to hear it change.
    expect([aviso()?.textContent, aviso()?.className]).toEqual(['', 'oculto']);
    await press();
    await press();
    expect([aviso()?.textContent, aviso()?.dataset['bien']]).toEqual(['Ahora no.', 'false']);
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status: 204 })));
    await press();
    await press();
    expect(aviso()?.textContent).toContain('Se desconectó a luz');
    expect(aviso()?.dataset['bien']).toBe('true');
  });

  it('compares each node that answers, up to what is published', async () => {
    const state = { vendedor_id: 'ID1', epoca: E1, seq: 3, filas: [fila('A', 3)] };
    answers = {
      'http://ingest/api/admin/vendedor/ID1/': {
        body: JSON.stringify({ ...state, publicado_seq: 3, publicado_epoca: E1 }),
      },
      'nodo=http%3A%2F%2Fa': { body: JSON.stringify(state) },
      'nodo=http%3A%2F%2Fb': { body: JSON.stringify({ ...state, filas: [fila('A', 3, { v: true })] }) },
      'nodo=http%3A%2F%2Fc': { status: 503, body: '{"error":"NO_DISPONIBLE","message":"Ahora no."}' },
    };
    await show(
      <Comparacion
        id="ID1"
        nodos={['a', 'b', 'c'].map((name) => dice(`http://${name}`, nodo(name, [['ID1', E1, 3]])))}
      />,
    );
    await press();
    expect(asked).toEqual([
      'GET http://ingest/api/admin/vendedor/ID1/',
      ...['a', 'b', 'c'].map(
        (name) => `GET http://push/api/admin/vendedor/ID1/?hasta=${E1}:3&nodo=http%3A%2F%2F${name}`,
      ),
    ]);
    const told = [...place.querySelectorAll<HTMLElement>('.informe')];
    expect(told.map((one) => one.dataset['resultado'])).toEqual(['igual', 'distinto', 'problema']);
    expect(told[0]?.textContent).toContain('Iguales: 1 fila, posición');
    expect(told[1]?.textContent).toContain('v false, en el nodo true');
    expect(told[2]?.textContent).toContain('Ahora no.');
  });

  it('tells two nodes of one name apart', async () => {
    const state = { vendedor_id: 'ID1', epoca: E1, seq: 3, filas: [fila('A', 3)] };
    answers = {
      'http://ingest': { body: JSON.stringify({ ...state, publicado_seq: 3, publicado_epoca: E1 }) },
      'http://push': { body: JSON.stringify(state) },
    };
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await show(<Comparacion id="ID1" nodos={['a:1', 'a:2'].map((at) => dice(`http://${at}`, nodo('a', [])))} />);
    await press();
    expect(place.querySelectorAll('.informe')).toHaveLength(2);
    expect(complaints).not.toHaveBeenCalled();
    complaints.mockRestore();
  });

  it('says why PostgreSQL could not be compared with, and that a session is over', async () => {
    answers = { 'http://ingest': { status: 401, body: '{"error":"NO_AUTENTICADO","message":"Inicia sesión."}' } };
    await show(<Comparacion id="ID1" nodos={[]} />);
    await press();
    expect(place.textContent).toContain('Inicia sesión.');
    expect(expired).toBe(1);
  });

  it('tells refusals in words', async () => {
    answers = { '/api/rechazos/?limite=50': { body: `${JSON.stringify(REFUSED)}\n` } };
    await show(<Rechazos />);
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
    expect(place.textContent).toContain('Marca sin cantidad');
    expect(place.textContent).toContain('2026-01-05 07:00:00');
    expect(asked).toEqual(['GET http://ingest/api/rechazos/?limite=50']);
  });

  it('says that refusals cannot be read, and keeps those that it has', async () => {
    await show(<Rechazos />);
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
    expect(place.querySelector('[role=alert]')?.textContent).toBe('No hay conexión para leer los rechazos.');
  });

  it('finds a vendedor by its id, and those where a node is behind', async () => {
    const nodos = [
      dice(
        'http://a',
        nodo('a', [
          ['ID1', E1, 3],
          ['ID2', E1, 5],
        ]),
      ),
      dice(
        'http://b',
        nodo('b', [
          ['ID1', E1, 3],
          ['ID2', E1, 4],
        ]),
      ),
    ];
    await show(<Vendedores nodos={nodos} elegido={null} onElegir={() => undefined} />);
    const rows = () => [...place.querySelectorAll<HTMLElement>('tbody tr')].map((row) => row.dataset['vendedor']);
    expect(rows()).toEqual(['ID1', 'ID2']);
    expect(place.textContent).toContain('faltan 1');
    act(() => {
      place.querySelector<HTMLInputElement>('[type=checkbox]')?.click();
    });
    expect(rows()).toEqual(['ID2']);
  });
});
