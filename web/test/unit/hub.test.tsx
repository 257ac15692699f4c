// @vitest-environment happy-dom
import { act, StrictMode, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Hub } from '../../src/stream/hub.js';
import { Cargue, useConexion, usePlanilla, usePlanillas, type Conexion } from '../../src/stream/react.js';
import { FakeEnvironment, type FakeSocket } from './fake.js';
import { answer, checks, E1, hello, HOY, row, snapshot } from './messages.js';

/** A page may hold one socket for each date. */
class Page extends FakeEnvironment {
  protected override readonly limit = 10;

  get live(): FakeSocket[] {
    return this.sockets.filter((socket) => !socket.isOver);
  }

  get only(): FakeSocket {
    expect(this.live).toHaveLength(1);
    return this.last;
  }
}

let env: Page;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  env = new Page();
});

afterEach(() => {
  vi.useRealTimers();
});

const url = 'http://push:8082';
const subscribed = (socket: FakeSocket) => socket.sent.map((one) => (one as { vendedor_id: string }).vendedor_id);

function shows(id: string, seq: number, producto = 'A'): void {
  env.only.says(hello(seq, { vendedor_id: id }), snapshot(seq, [row(producto, seq, { vendedor_id: id })], id));
}

describe('the connections of a page', () => {
  it('are one for all vendedores of a date, however often each is followed', async () => {
    const hub = new Hub({ url, environment: env });
    const ends = ['ID1', 'ID2', 'ID1'].map((id) => hub.follow(id));
    env.only.open();
    expect(subscribed(env.only)).toEqual(['ID1', 'ID2']);
    ends.forEach((end) => {
      end();
      end();
    });
    await Promise.resolve();
    expect(env.live).toEqual([]);
  });

  it('end a vendedor when its last follower has gone, and no sooner', async () => {
    const hub = new Hub({ url, environment: env });
    const [first, second] = [hub.follow('ID1'), hub.follow('ID1')];
    hub.follow('ID2');
    env.only.open();
    shows('ID1', 5);
    first();
    expect(hub.vista('ID1')?.renglones).toHaveLength(1);
    second();
    await Promise.resolve();
    expect(hub.vista('ID1')).toBeUndefined();
    expect(env.only.sent.at(-1)).toEqual({ type: 'unsubscribe', vendedor_id: 'ID1' });
  });

  it('show nothing as known before the rows have come', () => {
    const hub = new Hub({ url, environment: env });
    hub.follow('ID1');
    env.only.open().says(hello(5));
    expect(hub.vista('ID1')).toMatchObject({ estado: 'conectando', ultimaNoticia: null });
  });

  it('are others for another date', () => {
    const hub = new Hub({ url, environment: env });
    hub.follow('ID1');
    hub.follow('ID1', '2026-01-04');
    expect(env.live).toHaveLength(2);
    env.last.open();
    expect(env.last.sent).toEqual([{ type: 'subscribe', vendedor_id: 'ID1', fecha: '2026-01-04' }]);
  });

  it('carry up to 200 vendedores each', () => {
    const hub = new Hub({ url, environment: env });
    Array.from({ length: 201 }, (_, n) => hub.follow(`V${n}`));
    expect(env.live).toHaveLength(2);
  });

  it('are closed while the page is left, and go on from where they were', () => {
    const hub = new Hub({ url, environment: env });
    hub.follow('ID1');
    env.only.open();
    shows('ID1', 5);
    hub.leave();
    expect(env.live).toEqual([]);
    expect(hub.vista('ID1')).toMatchObject({ estado: 'reconectando', renglones: [{ producto: 'A' }] });
    vi.advanceTimersByTime(600_000);
    expect(env.live).toEqual([]);
    hub.comeBack();
    env.only.open();
    expect(env.only.sent).toEqual([{ type: 'subscribe', vendedor_id: 'ID1', desde: `${E1}:5` }]);
  });

  it('give a POST answer to whoever shows the row', () => {
    const hub = new Hub({ url, environment: env });
    hub.follow('ID1');
    env.only.open();
    shows('ID1', 5);
    hub.aplicarRespuesta(answer('A', 6, { d: true }));
    hub.aplicarRespuesta(answer('A', 9, { vendedor_id: 'ID9' }));
    expect(hub.vista('ID1')?.renglones).toMatchObject([{ seq: 6, d: true }]);
  });

  it('tell of many changes of one moment once', async () => {
    const hub = new Hub({ url, environment: env });
    let told = 0;
    hub.follow('ID1');
    env.only.open();
    shows('ID1', 5);
    await Promise.resolve();
    hub.subscribe(() => told++);
    env.only.says(checks(5, 6, [row('B', 6)], 'ID1'), checks(6, 7, [row('B', 7)], 'ID1'));
    await Promise.resolve();
    expect(told).toBe(1);
  });
});

/** Lets React draw what a task changes, at once and after it. */
function during(task: () => void): Promise<void> {
  return act(() => {
    task();
    return Promise.resolve();
  });
}

describe('the hooks', () => {
  let root: Root;
  let place: HTMLElement;

  beforeEach(() => {
    (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
    place = document.createElement('div');
    root = createRoot(place);
  });

  afterEach(async () => {
    await during(() => {
      root.unmount();
    });
    expect(env.live).toEqual([]);
  });

  const draw = (node: ReactNode) =>
    during(() => {
      root.render(
        <StrictMode>
          <Cargue url={url} environment={env}>
            {node}
          </Cargue>
        </StrictMode>,
      );
    });

  function Hoja({ id, fecha }: { id: string; fecha?: string }): ReactNode {
    const { estado, renglones } = usePlanilla(id, 'LUNES', fecha);
    return <p>{`${id} ${estado} ${renglones.map(({ producto, d }) => `${producto}${d ? '+' : ''}`).join()};`}</p>;
  }

  it('draw what is stored, and each change', async () => {
    await draw(
      <>
        <Hoja id="ID1" />
        <Hoja id="ID2" />
      </>,
    );
    expect(place.textContent).toBe('ID1 conectando ;ID2 conectando ;');
    env.only.open();
    await during(() => {
      shows('ID1', 5);
      shows('ID2', 7, 'B');
    });
    expect(place.textContent).toBe('ID1 en vivo A;ID2 en vivo B;');
    await during(() => {
      env.only.says(checks(5, 6, [row('A', 6, { d: true }), row('C', 6, { dia: 'MARTES' })], 'ID1'));
    });
    expect(place.textContent).toBe('ID1 en vivo A+;ID2 en vivo B;');
  });

  it('keep the connection when another vendedor is shown than before', async () => {
    await draw(<Hoja id="ID1" />);
    env.only.open();
    await draw(<Hoja id="ID2" />);
    await draw(<Todas ids={['ID1', 'ID2']} />);
    expect(env.sockets).toHaveLength(1);
  });

  function Todas({ ids }: { ids: string[] }): ReactNode {
    return [...usePlanillas(ids)].map(([id, { renglones }]) => `${id} ${renglones.length};`).join('');
  }

  it('draw several vendedores, again only when one of them has changed', async () => {
    let drawn = 0;
    function Counted(): ReactNode {
      drawn++;
      return <Todas ids={['ID1', 'ID2']} />;
    }
    await draw(<Counted />);
    env.only.open();
    const before = drawn;
    await during(() => {
      shows('ID1', 5);
      shows('ID2', 7);
    });
    expect(place.textContent).toBe('ID1 1;ID2 1;');
    expect(drawn).toBe(before); // what is above the hook is not drawn again
  });

  it('close the connection when the page is left and open it when it is back', async () => {
    let conexion: Conexion | null = null;
    function Taken(): ReactNode {
      conexion = useConexion();
      return <Hoja id="ID1" fecha={HOY} />;
    }
    await draw(<Taken />);
    await during(() => {
      dispatchEvent(new Event('pagehide'));
    });
    expect(env.live).toEqual([]);
    await during(() => {
      dispatchEvent(new Event('pageshow'));
    });
    expect(env.live).toHaveLength(1);
    await during(() => {
      conexion?.reconectar();
    });
    expect(env.live).toHaveLength(1);
  });

  it('are of use only within a provider', () => {
    const bare = createRoot(document.createElement('div'));
    expect(() => {
      act(() => {
        bare.render(<Hoja id="ID1" />);
      });
    }).toThrow('within <Cargue>');
  });
});
