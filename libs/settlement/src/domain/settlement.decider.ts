import type { SettlementsEvent } from '@trueque/contracts';
import { accept, acceptAll, type Decider } from '@trueque/kernel';
import { named, type Settlement } from './settle.js';

/** Carries what the facts that were looked up come to in money, as yet without a run's name. */
export interface SettleAuction {
  readonly type: 'SettleCleared' | 'SettleMetered';
  readonly facts: Settlement;
}

export interface SettlementState {
  readonly runsCount: number;
  readonly latest: { readonly kind: 'cleared' | 'metered'; readonly inputHash: string } | null;
}

/**
 * Settlement of one auction: a series of runs, each replacing the statements of the one before. A
 * command whose facts the latest run already rests on adds nothing, and neither does a cleared run
 * after a metered one, which knows more. It refuses nothing: facts are facts.
 */
export const settlement: Decider<SettleAuction, SettlementState, SettlementsEvent, never> = {
  category: 'settlement',
  initial: { runsCount: 0, latest: null },
  decide: ({ facts }, { runsCount, latest }) => {
    const { marketId, auctionId, kind, inputHash } = facts.run;
    if (kind === 'cleared' && latest?.kind === 'metered') return accept();
    if (latest?.inputHash === inputHash) return accept();
    const { run, statements } = named(facts, `${marketId}/${auctionId}/${runsCount + 1}`);
    return acceptAll<SettlementsEvent>([
      { type: 'SettlementRunCompleted', data: run },
      ...statements.map((data): SettlementsEvent => ({ type: 'StatementIssued', data })),
    ]);
  },
  evolve: (state, event) => {
    switch (event.type) {
      case 'SettlementRunCompleted': {
        const { kind, inputHash } = event.data;
        return { runsCount: state.runsCount + 1, latest: { kind, inputHash } };
      }
      case 'StatementIssued':
        return state;
    }
  },
};
