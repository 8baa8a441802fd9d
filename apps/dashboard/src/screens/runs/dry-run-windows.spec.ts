import { daysOf, windowsToTry } from './dry-run-windows';

const billed = (from: string, to: string) => ({
  ...{ from, to, runId: 'r', kind: 'final', completedAt: '2026-07-01T00:00:00Z' },
});

describe('Days that a run could be made over', () => {
  const week = billed('2026-06-01', '2026-06-08');

  it('are the windows with bills, and the period itself', () =>
    expect(windowsToTry([week], { from: '2026-06-03', to: '2026-06-03' }).map(daysOf)).toEqual([
      '2026-06-01 – 2026-06-07',
      '2026-06-03 – 2026-06-03',
    ]));

  it('have the period once where it is such a window', () =>
    expect(windowsToTry([week], { from: '2026-06-01', to: '2026-06-07' })).toEqual([week]));

  it('are the period alone where nothing was billed in it', () =>
    expect(windowsToTry([week], { from: '2026-06-08', to: '2026-06-09' })).toEqual([
      { from: '2026-06-08', to: '2026-06-10' },
    ]));
});
