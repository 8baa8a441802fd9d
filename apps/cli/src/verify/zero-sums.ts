import { billingEvents, type EventType, settlementsEvents } from '@trueque/contracts';
import type { RecordedEvent } from '@trueque/event-store';
import type { Fault } from './verified-market.js';

/** Events whose amounts must sum to zero: nothing may appear or vanish. */
export const ZERO_SUM_TYPES: readonly EventType[] = ['SettlementRunCompleted', 'WindowSettled'];

type Settled = Pick<RecordedEvent, 'type' | 'position' | 'data'>;

interface Amounts {
  readonly runId: string;
  /** Where the amounts are in the event. */
  readonly field: string;
  readonly each: readonly { readonly amountNanos: string }[];
}

/** Undefined where all that is posted in a run sums to zero, to the last 10⁻⁹ of currency. */
export const zeroSumFault = (event: Settled): Fault | undefined => {
  const check = 'settlement';
  const amounts = amountsOf(event);
  if (amounts === undefined)
    return { check, subject: `event ${event.position}`, detail: 'it is no settlement run' };
  const { each, field, runId } = amounts;
  const sum = each.reduce((total, { amountNanos }) => total + BigInt(amountNanos), 0n);
  if (sum === 0n) return undefined;
  return { check, subject: `run ${runId}`, detail: `${field}: sum ${sum} nanos, expected 0` };
};

const amountsOf = ({ data, type }: Settled): Amounts | undefined => {
  if (type === 'WindowSettled') {
    const run = billingEvents.WindowSettled.data.safeParse(data).data;
    return run && { runId: run.runId, field: 'entries', each: run.entries };
  }
  const run = settlementsEvents.SettlementRunCompleted.data.safeParse(data).data;
  return run && { runId: run.runId, field: 'postings', each: run.postings };
};
