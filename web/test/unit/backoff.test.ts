import { describe, expect, it } from 'vitest';
import { Backoff, BASE_MS, CAP_MS } from '../../src/stream/backoff.js';

describe('the delay before the next attempt', () => {
  it('has a limit that doubles from the base up to the cap and stays there', () => {
    const backoff = new Backoff(() => 1);
    const limits = Array.from({ length: 60 }, () => backoff.next());
    expect(limits.slice(0, 7)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000]);
    expect(limits.slice(6)).toEqual(Array(54).fill(CAP_MS));
  });

  it('takes the chance after the cap, so that attempts stay spread when it is reached', () => {
    let chance = 0;
    const backoff = new Backoff(() => chance);
    for (let i = 0; i < 30; i++) {
      expect(backoff.next()).toBe(0);
    }
    chance = 0.25;
    expect(backoff.next()).toBe(CAP_MS / 4);
    chance = 0.999;
    expect(backoff.next()).toBeLessThan(CAP_MS);
  });

  it('begins anew after the stream was seen to be right', () => {
    const backoff = new Backoff(() => 1);
    backoff.next();
    backoff.next();
    backoff.reset();
    expect(backoff.next()).toBe(BASE_MS);
  });

  it('grows when the client breaks off again and again, though each stream begins well', () => {
    const backoff = new Backoff(() => 1);
    const delays = Array.from({ length: 8 }, () => {
      backoff.reset();
      backoff.broke();
      return backoff.next();
    });
    expect(delays).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
    backoff.reset();
    backoff.stood();
    backoff.broke();
    expect(backoff.next()).toBe(BASE_MS);
  });
});
