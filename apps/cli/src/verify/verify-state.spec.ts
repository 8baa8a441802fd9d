import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stateFileOf, VerifyState } from './verify-state.js';
import type { AuditedSpan } from './verify-worker.js';

describe('a verification that was interrupted', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-verify-state-'));
  const id = { database: 'postgres://here/one', market: '', checkpoint: '' };
  const file = stateFileOf(folder, id);
  afterAll(() => rmSync(folder, { recursive: true }));

  const audited = (after: number): AuditedSpan => ({
    ...{ partition: 'harbour', after, upTo: after + 1_000, verifiedUpTo: after + 1_000 },
    ...{ hash: 'ab', auctions: 2, runs: 1, faults: [] },
  });

  it('knows the spans that were done, but for a line that was cut off', () => {
    const before = new VerifyState(file, false);
    before.add(audited(0));
    before.add(audited(2_000));
    appendFileSync(file, '{"partition":"harb');
    const after = new VerifyState(file, true);
    expect(after.doneBefore({ partition: 'harbour', after: 2_000, upTo: 3_000 })).toEqual(
      audited(2_000),
    );
    expect(after.doneBefore({ partition: 'harbour', after: 1_000, upTo: 2_000 })).toBeUndefined();
    expect(after.doneBefore({ partition: 'harbour', after: 2_000, upTo: 2_500 })).toBeUndefined();
    expect(after.eventsBefore).toBe(2_000);
    after.add(audited(1_000));
    expect(new VerifyState(file, true).eventsBefore).toBe(3_000);
  });

  it('begins anew where nobody asks to go on, and once it came to its end', () => {
    new VerifyState(file, true).finish();
    expect(existsSync(file)).toBe(false);
    const next = new VerifyState(file, true);
    next.add(audited(0));
    expect(new VerifyState(file, false).eventsBefore).toBe(0);
  });

  it('is another one for another database, market or checkpoint', () => {
    const others = [{ database: 'postgres://here/two' }, { market: 'hill' }, { checkpoint: 'xyz' }];
    const files = [id, ...others.map((other) => ({ ...id, ...other }))].map((each) =>
      stateFileOf(folder, each),
    );
    expect(new Set(files).size).toBe(4);
  });
});
