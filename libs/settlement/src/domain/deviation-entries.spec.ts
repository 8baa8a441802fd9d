import { paperCaseTwo } from '../testing/paper-case-two.js';
import { settledRun } from '../testing/settled-run.js';
import type { PeerReading } from './facts.js';

const reading = (peerId: string, importWh: number, exportWh = 0): PeerReading => ({
  ...{ eventId: `reading-${peerId}`, peerId, communityId: 'C3' },
  ...{ importWh: [importWh], exportWh: [exportWh], quality: 'measured' },
});

const deviationsOf = (...readings: PeerReading[]) => {
  const { run, statements } = settledRun({ auction: paperCaseTwo, readings });
  return {
    postings: run.postings.flatMap(({ account, kind, amountNanos }) =>
      kind === 'deviation' ? [[account, amountNanos]] : [],
    ),
    lines: statements.flatMap(({ peerId, lines }) =>
      lines.flatMap(({ kind, counterparty, energyWh, amountNanos }) =>
        kind.startsWith('deviation') ? [[peerId, kind, counterparty, energyWh, amountNanos]] : [],
      ),
    ),
  };
};

describe('deviations in money', () => {
  it('leave the community with what no grid buys, as one line with what neighbours took', () =>
    // P4 takes 3 kWh less than cleared, P2 1 kWh more; the grid of the case buys nothing.
    expect(deviationsOf(reading('P2', 141_000), reading('P4', 97_000))).toEqual({
      postings: [
        ['grid:C3', '-139200000'],
        ['peer:P2', '-69600000'],
        ['peer:P4', '208800000'],
      ],
      lines: [
        ['P2', 'deviation-short', 'C3', 1_000, '-69600000'],
        ['P4', 'deviation-long', 'C3', 3_000, '208800000'],
      ],
    }));

  it('let a seller that delivers less buy what is missing', () =>
    expect(deviationsOf(reading('P5', 0, 170_000))).toEqual({
      postings: [
        ['grid:G', '960000000'], // 10 kWh × 0.096
        ['peer:P5', '-960000000'],
      ],
      lines: [
        ['G', 'deviation-long', 'P5', 10_000, '960000000'],
        ['P5', 'deviation-short', 'G', 10_000, '-960000000'],
      ],
    }));

  it('are none where everyone kept to the plan', () =>
    expect(deviationsOf(reading('P2', 140_000), reading('P5', 0, 180_000))).toEqual({
      postings: [],
      lines: [],
    }));
});
