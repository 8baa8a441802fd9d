import type { SettlementsEvent } from '@trueque/contracts';
import { accept, type Decider } from '@trueque/kernel';
import { inputHashOf, type SettlementInput } from './facts.js';
import { settle } from './settle.js';

/** Commands carry the facts that were looked up; the decision is what they come to in money. */
export type SettlementCommand =
  | { readonly type: 'SettleCleared'; readonly facts: Pick<SettlementInput, 'auction'> }
  | { readonly type: 'SettleMetered'; readonly facts: Required<SettlementInput> };

export interface SettlementState {
  readonly runsCount: number;
  readonly latest: { readonly kind: 'cleared' | 'metered'; readonly inputHash: string } | null;
}

/**
 * Settlement of one auction: a series of runs, each replacing the statements of the one before. A
 * command whose facts the latest run already rests on adds nothing, and neither does a cleared run
 * after a metered one, which knows more. It refuses nothing: facts are facts.
 */
export const settlement: Decider<SettlementCommand, SettlementState, SettlementsEvent, never> = {
  category: 'settlement',
  initial: { runsCount: 0, latest: null },
  decide: (command, { runsCount, latest }) => {
    const input: SettlementInput = command.facts;
    if (command.type === 'SettleCleared' && latest?.kind === 'metered') return accept();
    const inputHash = inputHashOf(input);
    if (latest?.inputHash === inputHash) return accept();
    const { marketId, auctionId } = input.auction;
    const runId = `${marketId}/${auctionId}/${runsCount + 1}`;
    const { run, statements } = settle(input, { runId, inputHash });
    return accept<SettlementsEvent>(
      { type: 'SettlementRunCompleted', data: run },
      ...statements.map((data): SettlementsEvent => ({ type: 'StatementIssued', data })),
    );
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
