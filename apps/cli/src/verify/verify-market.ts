import { clearAgain } from '@trueque/clearing';
import { type Break, type EventStore, type PartitionHead, verifyChain } from '@trueque/event-store';
import type { LpSolver } from '@trueque/linear-program';
import type { DataSource } from 'typeorm';
import { partitionFrom } from '../events/recorded-events.js';
import type { Progress } from '../terminal/progress.js';
import { clearingFaults } from './clearing-faults.js';
import { settlementFaults } from './settlement-faults.js';
import type { Fault, VerifiedMarket } from './verified-market.js';

/** What verification works with. */
export interface Verifier {
  readonly store: EventStore;
  readonly dataSource: DataSource;
  readonly solver: LpSolver;
  readonly progress: Progress;
}

/**
 * The chain first, since all else rests on it; then every auction again, then every settlement run.
 * Goes on after a fault: a person wants to know all that is wrong.
 */
export const verifyMarket = async (
  verifier: Verifier,
  market: string,
  checkpoint: PartitionHead | undefined,
): Promise<VerifiedMarket> => {
  const { progress, solver, store } = verifier;
  const chain = await verifiedChain(verifier, market, checkpoint);
  const cleared = await clearingFaults(clearAgain(store, market, solver), (auctions) =>
    progress.at(`${market}: clearing auctions again: ${counted(auctions)}`),
  );
  progress.at(`${market}: adding up settlement runs`);
  const settled = await settlementFaults(partitionFrom(store, market, 1));
  return {
    ...{ market, events: chain.events, hash: chain.hash },
    ...{ auctions: cleared.auctions, runs: settled.runs },
    faults: [...chain.faults, ...cleared.faults, ...settled.faults],
  };
};

const verifiedChain = async (
  { dataSource, progress }: Verifier,
  market: string,
  checkpoint: PartitionHead | undefined,
): Promise<Pick<VerifiedMarket, 'events' | 'hash' | 'faults'>> => {
  const onProgress = (events: number) =>
    progress.at(`${market}: following the chain: ${counted(events)} events`);
  const options = { partition: market, onProgress, ...(checkpoint && { checkpoint }) };
  const [chain] = await verifyChain(dataSource, options);
  const { broken, events, hash } = chain ?? { events: 0, hash: '', broken: undefined };
  return { events, hash, faults: broken === undefined ? [] : [faultOf(broken)] };
};

const faultOf = ({ detail, position, reason }: Break): Fault => ({
  check: 'chain',
  subject: `event ${position}`,
  detail: `${reason}: ${detail}`,
});

const counted = (count: number): string => count.toLocaleString('en-US');
