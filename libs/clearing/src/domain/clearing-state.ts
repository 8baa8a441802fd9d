import type { AdministeredBecause, AuctionState, ClearingsEvent } from '@trueque/contracts';

export interface ClearingState {
  /** From the closed gate on. */
  readonly life: AuctionState;
  /** Why it is cleared at the operator's fallback price; null where it is not. */
  readonly administered: AdministeredBecause | null;
  readonly result: Pick<Cleared, 'resultHash' | 'rung'> | null;
}

export type Cleared = Extract<ClearingsEvent, { type: 'AuctionCleared' }>['data'];

/** Whether a result would still be taken. */
export const isWaiting = ({ life }: ClearingState): boolean =>
  life === 'gate-closed' || life === 'clearing';

/** How far the prices of a result can be relied on. */
export const priceStatusOf = (
  rung: Cleared['rung'],
  administered: AdministeredBecause | null,
): 'firm' | 'administered' | 'fallback' => {
  if (rung !== 'decoupled') return 'firm';
  return administered === null ? 'fallback' : 'administered';
};
