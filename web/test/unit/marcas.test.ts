import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Marcas } from '../../src/cargue/marcas.js';
import type { Hallazgo } from '../../src/comun/guardia.js';
import { nombreDe } from '../../src/comun/respuesta.js';
import type { Respuesta } from '../../src/stream/index.js';
import { E1, row } from './messages.js';

interface Call {
  readonly clave: string | null;
  readonly cuerpo: { readonly d: boolean; readonly seq_visto: number; readonly producto: string };
  readonly answer: (status: number, cuerpo: object, headers?: Record<string, string>) => Promise<void>;
  readonly fail: () => Promise<void>;
}

const calls: Call[] = [];
const shown: Respuesta[] = [];
let expired = 0;
let marcas: Marcas;
let end: () => void;

const guardia = {
  segura: true,
  tipo: 'mia' as Hallazgo['tipo'],
  comprobar: () => Promise.resolve({ tipo: guardia.tipo, sub: 'DESP2' } as Hallazgo),
};

const flush = () => vi.advanceTimersByTimeAsync(0);
const A = row('A', 5);
const taken = (seq: number, d: boolean) => ({ success: true, v: false, d, total: 100, seq, epoca: E1 });
const wish = () => marcas.actual().marcas.get(nombreDe(A));
const reason = () => marcas.actual().rechazos.get(nombreDe(A));

function call(n: number): Call {
  const found = calls[n];
  if (found === undefined) {
    throw new Error(`call ${n} was not made`);
  }
  return found;
}

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  calls.length = 0;
  shown.length = 0;
  expired = 0;
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
    return new Promise<Response>((resolve, reject) => {
      calls.push({
        clave: new Headers(init.headers).get('Idempotency-Key'),
        cuerpo: JSON.parse(init.body as string) as Call['cuerpo'],
        answer: (status, cuerpo, headers = {}) => {
          resolve(Response.json(cuerpo, { status, headers }));
          return flush().then(() => undefined);
        },
        fail: () => {
          reject(new TypeError('fetch failed'));
          return flush().then(() => undefined);
        },
      });
    });
  });
  Object.assign(guardia, { segura: true, tipo: 'mia' });
  marcas = new Marcas('http://ingest');
  marcas.mostrarEn((respuesta) => shown.push(respuesta));
  end = marcas.abrir({ guardia, vencer: () => expired++ });
});

afterEach(() => {
  end();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("the dispatcher's tick", () => {
  it('shows at once, and is over when the row that the service told shows it', async () => {
    marcas.marcar(A, true);
    expect(wish()).toEqual({ d: true, insiste: false });
    await call(0).answer(200, taken(6, true));
    expect(wish()).toBeUndefined();
    expect(shown).toMatchObject([{ producto: 'A', seq: 6, d: true }]);
  });

  it('is one call at a time a row, then the last wish, judged by the answer', async () => {
    marcas.marcar(A, true);
    marcas.marcar(A, false);
    marcas.marcar(A, true);
    marcas.marcar(A, false);
    marcas.marcar(row('B', 3), true);
    expect(calls.map(({ cuerpo }) => `${cuerpo.producto} ${cuerpo.d}`)).toEqual(['A true', 'B true']);
    await call(0).answer(200, taken(6, true));
    expect(call(2).cuerpo).toMatchObject({ producto: 'A', d: false, seq_visto: 6 });
    expect(call(2).clave).not.toBe(call(0).clave);
    await call(2).answer(200, taken(7, false));
    expect(wish()).toBeUndefined();
  });

  it('sends nothing more when the last wish is what was sent', async () => {
    marcas.marcar(A, true);
    marcas.marcar(A, false);
    marcas.marcar(A, true);
    await call(0).answer(200, taken(6, true));
    expect(calls).toHaveLength(1);
  });

  it.each([
    [400, { error: 'SIN_CANTIDAD', message: 'No puedes marcar el check sin cantidad.' }, /sin cantidad/],
    [403, { error: 'ROL_NO_PERMITIDO', message: 'No puedes.' }, /No puedes/],
    [404, { error: 'Producto no encontrado en cargue' }, /Producto no encontrado/],
    [409, { error: 'CAMBIO_CONCURRENTE', ...taken(9, true) }, /cambió mientras marcabas/],
  ])('is taken back with the reason when it is refused with %i', async (status, cuerpo, words) => {
    marcas.marcar(A, true);
    marcas.marcar(A, false);
    await call(0).answer(status, cuerpo);
    expect(wish()).toBeUndefined();
    expect(reason()).toMatch(words);
    expect(shown).toHaveLength(status === 409 ? 1 : 0);
    expect(calls).toHaveLength(1); // a wish that followed a refused one is none
    marcas.entendido(A);
    expect(reason()).toBeUndefined();
  });

  it('is repeated with the same key until the service answers, and says so', async () => {
    marcas.marcar(A, true);
    await call(0).fail();
    expect(wish()).toEqual({ d: true, insiste: true });
    await vi.advanceTimersByTimeAsync(500);
    await call(1).answer(503, {}, { 'Retry-After': '7' });
    await vi.advanceTimersByTimeAsync(6_999);
    expect(calls).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    await call(2).answer(200, taken(6, true));
    expect(new Set(calls.map(({ clave }) => clave)).size).toBe(1);
    expect([wish(), shown.length]).toEqual([undefined, 1]);
  });

  it('waits for the next session when there is none, and is sent in it with the same key', async () => {
    marcas.marcar(A, true);
    await call(0).answer(401, { error: 'NO_AUTENTICADO' });
    expect(expired).toBe(1);
    expect(wish()).toEqual({ d: true, insiste: true });
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(calls).toHaveLength(1);

    end();
    end = marcas.abrir({ guardia, vencer: () => expired++ });
    await flush();
    await call(1).answer(200, taken(6, true));
    expect(call(1).clave).toBe(call(0).clave);
    expect([wish(), reason(), shown.length]).toEqual([undefined, undefined, 1]);
  });

  it("is not sent in somebody else's name", async () => {
    Object.assign(guardia, { segura: false, tipo: 'de otro' });
    marcas.marcar(A, true);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(calls).toHaveLength(0);
    expect(wish()).toEqual({ d: true, insiste: true });

    Object.assign(guardia, { tipo: 'mia' });
    end();
    end = marcas.abrir({ guardia, vencer: () => expired++ });
    await flush();
    expect(call(0).cuerpo).toMatchObject({ producto: 'A', d: true });
  });

  it('is not sent when its user has left while the session was asked for', async () => {
    let found: (hallazgo: Hallazgo) => void = () => undefined;
    const slow = { segura: false, comprobar: () => new Promise<Hallazgo>((resolve) => (found = resolve)) };
    end();
    end = marcas.abrir({ guardia: slow, vencer: () => expired++ });
    marcas.marcar(A, true);
    end();
    found({ tipo: 'mia' });
    await flush();
    expect(calls).toHaveLength(0);
  });

  it('is repeated no longer when the page is gone', async () => {
    marcas.marcar(A, true);
    end();
    await call(0).fail();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls).toHaveLength(1);
  });
});
