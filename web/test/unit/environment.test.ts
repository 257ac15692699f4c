import { afterEach, expect, it, vi } from 'vitest';
import { standardEnvironment, type SocketListener } from '../../src/stream/environment.js';

class PlatformSocket {
  static last: PlatformSocket;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  send = vi.fn();
  close = vi.fn();

  constructor(
    readonly url: string,
    readonly protocols: string[],
  ) {
    PlatformSocket.last = this;
  }
}

const environment = () => standardEnvironment(PlatformSocket as unknown as typeof WebSocket);

afterEach(() => {
  vi.unstubAllGlobals();
});

it('tells what a socket does, until it is closed by the client', () => {
  const listener = { onOpen: vi.fn(), onMessage: vi.fn(), onClose: vi.fn() } satisfies SocketListener;
  const socket = environment().open('ws://x/', ['cargue.v1'], listener);
  const platform = PlatformSocket.last;
  platform.onopen?.();
  platform.onmessage?.({ data: 'a' });
  socket.send('b');
  expect(platform.send).toHaveBeenCalledWith('b');
  socket.close();
  platform.onopen?.();
  platform.onmessage?.({ data: 'late' });
  platform.onerror?.();
  platform.onclose?.({ code: 1006, reason: '' });
  expect(platform.close).toHaveBeenCalledWith(1000);
  expect(listener.onOpen).toHaveBeenCalledTimes(1);
  expect(listener.onMessage.mock.calls).toEqual([['a']]);
  expect(listener.onClose).not.toHaveBeenCalled();
});

it('tells once that a socket was closed by the server', () => {
  const listener = { onOpen: vi.fn(), onMessage: vi.fn(), onClose: vi.fn() } satisfies SocketListener;
  environment().open('ws://x/', [], listener);
  PlatformSocket.last.onclose?.({ code: 1012, reason: 'reinicio' });
  PlatformSocket.last.onclose?.({ code: 1012, reason: 'reinicio' });
  expect(listener.onClose.mock.calls).toEqual([[1012, 'reinicio']]);
});

it('tells that the device is back: online, or the page visible, not hidden', () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'hidden' });
  const window = new EventTarget();
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
  vi.stubGlobal('removeEventListener', window.removeEventListener.bind(window));
  const back = vi.fn();
  const end = environment().onReturn(back);
  window.dispatchEvent(new Event('online'));
  expect(back).toHaveBeenCalledTimes(1);
  page.dispatchEvent(new Event('visibilitychange'));
  expect(back).toHaveBeenCalledTimes(1);
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  expect(back).toHaveBeenCalledTimes(2);
  end();
  window.dispatchEvent(new Event('online'));
  page.dispatchEvent(new Event('visibilitychange'));
  expect(back).toHaveBeenCalledTimes(2);
});

it('does without a page', () => {
  environment().onReturn(vi.fn())();
});
