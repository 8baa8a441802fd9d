import { type AuctionState, lifeProblem } from '@trueque/contracts';
import { accept, reject } from '@trueque/kernel';
import type {
  AuctionAddress,
  CancelAuction,
  LifeCommand,
  OpenAuction,
  ResumeAuction,
  SuspendAuction,
} from './auction-command.js';
import type { AuctionDecision, AuctionEvent, ScheduledAuction } from './auction.js';
import { closeGate } from './gate-closure.js';
import { entriesOf } from './standing-entries.js';

/** What becomes of an auction: the clock opens and closes it, an operator suspends, resumes or cancels it. */
export const liveOn = (command: LifeCommand, state: ScheduledAuction): AuctionDecision => {
  switch (command.type) {
    case 'OpenAuction':
      return openAuction(command, state);
    case 'SuspendAuction':
      return suspend(command, state);
    case 'ResumeAuction':
      return resume(command, state);
    case 'CancelAuction':
      return cancel(command, state);
    case 'CloseGate':
      return closeGate(command, state);
  }
};

/** Opening twice is no error: the clock may retry. One that is suspended stays so. */
const openAuction = ({ facts }: OpenAuction, state: ScheduledAuction): AuctionDecision => {
  if (state.life !== 'scheduled') return accept();
  const { opensAt, scheduled } = state;
  const { marketId, auctionId } = scheduled;
  if (opensAt !== null && Date.parse(facts.at) < Date.parse(opensAt))
    return reject('not-open', `Auction ${auctionId} opens at ${opensAt}, not at ${facts.at}.`);
  const openedAt = opensAt ?? facts.at;
  return accept<AuctionEvent>(
    { type: 'AuctionOpened', data: { marketId, auctionId, openedAt } },
    ...entriesOf(state, facts),
  );
};

const suspend = (command: SuspendAuction, state: ScheduledAuction): AuctionDecision => {
  if (state.life === 'suspended') return accept();
  const { marketId, auctionId, reasonCode, reason } = command;
  return (
    problemWith(command, state, 'suspended') ??
    accept({ type: 'AuctionSuspended', data: { marketId, auctionId, reasonCode, reason } })
  );
};

/** What was to open meanwhile opens now. */
const resume = (command: ResumeAuction, state: ScheduledAuction): AuctionDecision => {
  const { marketId, auctionId, reasonCode, reason, facts } = command;
  if (state.life !== 'suspended') return notSuspended(command, state);
  const { opensAt, hasOpened } = state;
  const isEarly = opensAt !== null && Date.parse(facts.at) < Date.parse(opensAt);
  const next = isEarly ? 'scheduled' : 'open';
  return accept<AuctionEvent>(
    {
      type: 'AuctionResumed',
      data: { marketId, auctionId, reasonCode, reason, state: next },
    },
    ...(next === 'open' && !hasOpened ? entriesOf(state, facts) : []),
  );
};

const notSuspended = ({ auctionId }: AuctionAddress, { life }: ScheduledAuction) =>
  reject(
    'auction-state',
    `Auction ${auctionId} is ${life}, not suspended: there is nothing to resume.`,
  );

const cancel = (command: CancelAuction, state: ScheduledAuction): AuctionDecision => {
  if (state.life === 'cancelled') return accept();
  const { marketId, auctionId, reasonCode, reason } = command;
  return (
    problemWith(command, state, 'cancelled') ??
    accept({ type: 'AuctionCancelled', data: { marketId, auctionId, reasonCode, reason } })
  );
};

const problemWith = (
  { auctionId }: AuctionAddress,
  { life }: ScheduledAuction,
  next: AuctionState,
) => {
  const problem = lifeProblem(auctionId, life, next);
  return problem === undefined ? undefined : reject('auction-state', problem);
};
