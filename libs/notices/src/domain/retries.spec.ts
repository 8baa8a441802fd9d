import { FAILURES_MAX, verdictOn, waitMsAfter } from './retries.js';

describe('a webhook that was not taken', () => {
  it.each([200, 201, 204, 299])('was taken, with %d', (status) =>
    expect(verdictOn(status, 3)).toBe('delivered'),
  );

  it.each([undefined, 0, 199, 301, 302, 400, 404, 429, 500, 503])(
    'is tried again after %p',
    (status) => expect(verdictOn(status, 1)).toBe('again'),
  );

  it('is given up where the receiver is gone, or after failing for about a day', () => {
    expect(verdictOn(410, 1)).toBe('disabled');
    expect(verdictOn(500, FAILURES_MAX)).toBe('disabled');
    const waitedMs = Array.from({ length: FAILURES_MAX - 1 }, (_, n) => waitMsAfter(n + 1));
    const hours = waitedMs.reduce((sum, each) => sum + each, 0) / 3_600_000;
    expect(hours).toBeGreaterThan(8);
    expect(hours).toBeLessThan(48);
  });

  it('waits twice as long each time', () =>
    expect([1, 2, 3].map(waitMsAfter)).toEqual([5_000, 10_000, 20_000]));
});
