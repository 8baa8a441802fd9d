import type { ReasonCode, RunKind } from '@trueque/contracts';
import type { TransactOutcome } from '@trueque/event-store';
import type { WindowEvent, WindowRefusal } from '../domain/billing/billing.decider.js';
import type { Window } from './window-auctions.js';

/** Local days, and up to when facts count. */
export interface AskedWindow extends Window {
  /** What was known at this instant; everything, without it. */
  readonly asOf?: string | undefined;
}

/** A run as it is asked for. */
export interface RunOrder extends AskedWindow {
  readonly kind: RunKind;
  readonly reasonCode?: ReasonCode | undefined;
  readonly reason?: string | undefined;
  readonly disputeId?: string | undefined;
}

/** Undefined where there is no such market. */
export type RunOutcome = TransactOutcome<WindowEvent, WindowRefusal> | undefined;
