import { settlementsEvents } from '@trueque/contracts';
import type { RecordedEvent } from '@trueque/event-store';
import type { Fault } from './verified-market.js';

/** Adds up the postings of settlement runs: nothing may appear or vanish. */
export const settlementFaults = async (
  events: AsyncIterable<RecordedEvent>,
): Promise<{ readonly runs: number; readonly faults: readonly Fault[] }> => {
  let runs = 0;
  const faults: Fault[] = [];
  for await (const event of events) {
    if (event.type !== 'SettlementRunCompleted') continue;
    runs += 1;
    faults.push(...faultsOf(event));
  }
  return { runs, faults };
};

const faultsOf = ({ data, position }: RecordedEvent): readonly Fault[] => {
  const run = settlementsEvents.SettlementRunCompleted.data.safeParse(data);
  if (!run.success)
    return [
      { check: 'settlement', subject: `event ${position}`, detail: 'it is no settlement run' },
    ];
  const { postings, runId } = run.data;
  const sum = postings.reduce((total, { amountNanos }) => total + BigInt(amountNanos), 0n);
  if (sum === 0n) return [];
  const detail = `postings: sum ${sum} nanos, expected 0`;
  return [{ check: 'settlement', subject: `run ${runId}`, detail }];
};
