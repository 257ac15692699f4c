import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { abrirBase, borrarBase, type Base } from '../../src/app/base.js';
import { Cola } from '../../src/app/cola.js';
import { Envio } from '../../src/app/envio.js';
import type { Hallazgo } from '../../src/comun/guardia.js';
import type { Respuesta } from '../../src/stream/index.js';
import { E1, HOY } from './messages.js';

interface Check {
  readonly id: string;
  readonly producto: string;
  readonly v: boolean;
}

type Answer = (checks: readonly Check[]) => Response;

let base: Base;
let cola: Cola;
let envio: Envio;
let end: () => void;
let answer: Answer;
const batches: Check[][] = [];
const shown: Respuesta[] = [];
const waits: { task: () => void; delayMs: number }[] = [];
let expired = 0;
const guardia = {
  segura: true,
  tipo: 'mia' as Hallazgo['tipo'],
  comprobar,
};

function comprobar(): Promise<Hallazgo> {
  return Promise.resolve({ tipo: guardia.tipo, sub: 'ID2' } as Hallazgo);
}

const body = (seq: number, v: boolean) => ({ success: true, v, d: true, total: 10, seq, epoca: E1 });
const ok = (checks: readonly Check[]) =>
  Response.json({ resultados: checks.map(({ id, v }, n) => ({ id, status: 200, body: body(n + 6, v) })) });
const each =
  (status: number, error: object): Answer =>
  (checks) =>
    Response.json({ resultados: checks.map(({ id }) => ({ id, status, body: error })) });
const noNetwork: Answer = () => {
  throw new TypeError('fetch failed');
};

beforeEach(async () => {
  batches.length = 0;
  shown.length = 0;
  waits.length = 0;
  expired = 0;
  Object.assign(guardia, { segura: true, tipo: 'mia', comprobar });
  answer = ok;
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
    const { checks } = JSON.parse(init.body as string) as { checks: Check[] };
    batches.push(checks);
    return Promise.resolve().then(() => answer(checks));
  });
  base = await abrirBase();
  cola = new Cola(base, 'ID1');
  envio = new Envio(cola, {
    ingest: 'http://ingest',
    now: () => 0,
    schedule: (task, delayMs) => {
      const wait = { task, delayMs };
      waits.push(wait);
      return () => waits.splice(waits.indexOf(wait), 1);
    },
    porTurnos: (_, task) => task(),
  });
  envio.mostrarEn((respuesta) => shown.push(respuesta));
  end = envio.abrir({ guardia, vencer: () => expired++ });
  await rest();
});

afterEach(async () => {
  end();
  vi.unstubAllGlobals();
  base.close();
  await borrarBase();
});

/** Until the sending rests: nothing under way. */
async function rest(): Promise<string> {
  await vi.waitFor(() => {
    expect(envio.actual().tipo).not.toBe('enviando');
  });
  return envio.actual().tipo;
}

async function tap(producto: string, v = true): Promise<void> {
  const fila = { vendedor_id: 'ID1', dia: 'LUNES', fecha: HOY, producto } as const;
  await cola.marcar(fila, v, { v: !v, seq: 5, epoca: E1 }, 0);
}

async function send(): Promise<string> {
  const before = batches.length;
  envio.avisar();
  await vi.waitFor(() => {
    expect(batches.length).toBeGreaterThan(before);
  });
  return rest();
}

const left = async () => (await cola.pendientes()).entradas.map(({ producto }) => producto);

describe('the sending', () => {
  it('sends all taps in order in one batch and gives the answers to the page', async () => {
    for (const producto of ['C', 'A', 'B']) {
      await tap(producto);
    }
    expect(await send()).toBe('quieta');
    expect(batches.map((batch) => batch.map(({ producto }) => producto))).toEqual([['C', 'A', 'B']]);
    expect(shown.map(({ producto, seq }) => `${producto}${seq}`)).toEqual(['C6', 'A7', 'B8']);
    expect(await left()).toEqual([]);
  });

  it.each<[string, Answer]>([
    ['there is no answer', noNetwork],
    ['the service is away', () => Response.json({ error: 'NO_DISPONIBLE', message: 'Espera.' }, { status: 503 })],
    ['a check could not be stored', each(503, { error: 'NO_DISPONIBLE' })],
    ['a proxy answers in its own words', () => new Response('<html>', { status: 502 })],
    ['an answer is missing', () => Response.json({ resultados: [] })],
    ['the user may not', each(403, { error: 'ROL_NO_PERMITIDO' })],
  ])('keeps the taps and sends them again with the same keys when %s', async (_, bad) => {
    await tap('A');
    answer = bad;
    expect(await send()).toBe('esperando');
    expect(await left()).toEqual(['A']);
    answer = ok;
    expect(waits).toHaveLength(1);
    waits.splice(0).forEach(({ task }) => {
      task();
    });
    await vi.waitFor(async () => {
      expect(await left()).toEqual([]);
    });
    expect(batches[1]).toEqual(batches[0]);
  });

  it('waits longer each time, up to half a minute', async () => {
    await tap('A');
    answer = noNetwork;
    const delays: (number | undefined)[] = [];
    for (let n = 0; n < 7; n++) {
      await send();
      delays.push(waits.at(-1)?.delayMs);
    }
    expect(delays).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000]);
  });

  it('keeps to the wait that the service asks for, whatever is tapped meanwhile', async () => {
    await tap('A');
    answer = () => Response.json({ message: 'Espera.' }, { status: 429, headers: { 'Retry-After': '7' } });
    await send();
    expect(envio.actual()).toMatchObject({ tipo: 'esperando', hasta: 7000, motivo: 'Espera.' });
    envio.avisar();
    expect(batches).toHaveLength(1);
    answer = ok;
    waits.splice(0).forEach(({ task }) => {
      task(); // though the clock, which was set back, says that it is too early
    });
    await vi.waitFor(async () => {
      expect(await left()).toEqual([]);
    });
  });

  it('goes on after that wait in the session of then', async () => {
    await tap('A');
    answer = () => Response.json({ message: 'Espera.' }, { status: 503, headers: { 'Retry-After': '1' } });
    await send();
    end();
    end = envio.abrir({ guardia, vencer: () => expired++ });
    expect([batches.length, waits.length]).toEqual([1, 1]);
    answer = ok;
    waits.splice(0).forEach(({ task }) => {
      task();
    });
    await vi.waitFor(async () => {
      expect(await left()).toEqual([]);
    });
  });

  it('sends nothing when its user has left while the session was asked for', async () => {
    const asked: ((hallazgo: Hallazgo) => void)[] = [];
    Object.assign(guardia, { segura: false, comprobar: () => new Promise<Hallazgo>((resolve) => asked.push(resolve)) });
    await tap('A');
    envio.avisar();
    await vi.waitFor(() => {
      expect(asked).toHaveLength(1);
    });
    end();
    asked.forEach((answer) => {
      answer({ tipo: 'mia' });
    });
    for (let turns = 0; turns < 5; turns++) {
      await cola.pendientes(); // behind whatever the sending does to the queue
    }
    expect(batches).toEqual([]);
    expect((await cola.pendientes()).entradas).toMatchObject([{ enviada: false }]);
  });

  it('keeps the taps and asks for a session when there is none', async () => {
    await tap('A');
    answer = () => Response.json({ error: 'NO_AUTENTICADO' }, { status: 401 });
    expect(await send()).toBe('sin sesión');
    expect([expired, await left(), waits]).toEqual([1, ['A'], []]);

    answer = ok;
    end();
    end = envio.abrir({ guardia, vencer: () => expired++ }); // the next session
    await vi.waitFor(async () => {
      expect(await left()).toEqual([]);
    });
    expect(batches[1]).toEqual(batches[0]);
  });

  it.each(['nadie', 'de otro'] as const)('sends nothing in a session that is "%s"', async (tipo) => {
    Object.assign(guardia, { segura: false, tipo });
    await tap('A');
    envio.avisar();
    await vi.waitFor(() => {
      expect(envio.actual().tipo).toBe('sin sesión');
    });
    expect([batches, await left()]).toEqual([[], ['A']]);
    const fila = { vendedor_id: 'ID1', dia: 'LUNES', fecha: HOY, producto: 'A' } as const;
    await cola.marcar(fila, false, { v: false, seq: 5, epoca: E1 }, 0);
    expect(await left()).toEqual([]); // not noted as sent, so that it could be taken back
  });

  it('asks again later when it cannot be found out whose session it is', async () => {
    Object.assign(guardia, { segura: false, tipo: 'sin respuesta' });
    await tap('A');
    envio.avisar();
    await vi.waitFor(() => {
      expect(envio.actual()).toMatchObject({ tipo: 'esperando', motivo: 'sin red' });
    });
    Object.assign(guardia, { tipo: 'mia' });
    waits.splice(0).forEach(({ task }) => {
      task();
    });
    await vi.waitFor(async () => {
      expect(await left()).toEqual([]);
    });
  });

  it.each<[string, number, object]>([
    ['rechazada', 400, { error: 'CHECK_D_REQUERIDO', message: 'No puedes marcar.' }],
    ['rechazada', 404, { error: 'Producto no encontrado en cargue' }],
    ['rechazada', 422, { error: 'CLAVE_REUTILIZADA', message: 'Clave reutilizada.' }],
    ['conflicto', 409, { error: 'CAMBIO_CONCURRENTE', message: 'Cambió.', ...body(9, false) }],
  ])('ends a tap that is %s (%i) with the reason, and the others go on', async (tipo, status, error) => {
    await tap('A');
    await tap('B');
    answer = (checks) =>
      Response.json({
        resultados: checks.map(({ id, producto, v }) =>
          producto === 'A' ? { id, status, body: error } : { id, status: 200, body: body(9, v) },
        ),
      });
    expect(await send()).toBe('quieta');
    const { entradas, avisos } = await cola.pendientes();
    const reason = (error as { message?: string; error: string }).message ?? (error as { error: string }).error;
    expect(entradas).toEqual([]);
    expect(avisos).toMatchObject([{ producto: 'A', tipo, mensaje: reason }]);
    expect(shown).toHaveLength(status === 409 ? 2 : 1);
  });

  it('takes what is tapped while a batch is under way into the next', async () => {
    await tap('A');
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const quick = globalThis.fetch;
    vi.stubGlobal('fetch', (input: string, init: RequestInit) =>
      quick(input, init).then((got) => held.then(() => got)),
    );
    envio.avisar();
    await vi.waitFor(() => {
      expect(batches).toHaveLength(1);
    });
    await tap('B');
    envio.avisar();
    release();
    await vi.waitFor(async () => {
      expect(await left()).toEqual([]);
    });
    expect(batches.map((batch) => batch.map(({ producto }) => producto))).toEqual([['A'], ['B']]);
  });
});
