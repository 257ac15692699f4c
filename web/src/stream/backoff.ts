/** Limit of the first delay. */
export const BASE_MS = 500;

/** Limit of the longest delay. */
export const CAP_MS = 20_000;

/** From here on the limit is the cap anyway; the count goes no further. */
const MOST_DOUBLINGS = 20;

/**
 * How long to wait before the next attempt: somewhere between nothing and a limit that doubles with each failure. The
 * cap bounds the limit, then the chance is taken, so that attempts stay spread when the cap is reached.
 */
export class Backoff {
  private failures = 0;
  private breaks = 0;

  /** `random` gives from 0 (inclusive) to 1 (exclusive). */
  constructor(private readonly random: () => number) {}

  /** The delay before the next attempt; each call counts as a failure. */
  next(): number {
    const doublings = Math.max(this.failures, this.breaks - 1);
    this.failures = Math.min(this.failures + 1, MOST_DOUBLINGS);
    return this.random() * Math.min(CAP_MS, BASE_MS * 2 ** doublings);
  }

  /** The stream was seen to be right. */
  reset(): void {
    this.failures = 0;
  }

  /**
   * This client has closed a connection that it could not trust. The first time it comes back quickly; a stream that
   * breaks again and again, though each time it begins well, is not asked for all the time.
   */
  broke(): void {
    this.breaks = Math.min(this.breaks + 1, MOST_DOUBLINGS);
  }

  /** A connection has stood for longer than the cap. */
  stood(): void {
    this.breaks = 0;
  }
}
