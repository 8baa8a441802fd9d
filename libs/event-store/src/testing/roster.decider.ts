import type { OffersEvent } from '@trueque/contracts';
import { accept, type Decider, reject } from '@trueque/kernel';

export type RosterCommand =
  | { readonly type: 'Register'; readonly communityIds: readonly string[] }
  | { readonly type: 'Touch' };

export interface Roster {
  readonly communityIds: readonly string[];
}

type Registered = Extract<OffersEvent, { type: 'CommunityRegistered' }>;

/** The smallest decider with a rule, an answer without events, and answers with several. */
export const roster: Decider<RosterCommand, Roster, Registered, 'already-registered'> = {
  category: 'roster',
  initial: { communityIds: [] },
  decide: (command, { communityIds }) => {
    if (command.type === 'Touch') return accept();
    const twice = command.communityIds.find((id) => communityIds.includes(id));
    if (twice !== undefined) return reject('already-registered', `${twice} is registered already`);
    return accept(...command.communityIds.map(registered));
  },
  evolve: ({ communityIds }, { data }) => ({ communityIds: [...communityIds, data.community.id] }),
};

const registered = (id: string): Registered => ({
  type: 'CommunityRegistered',
  data: { marketId: 'harbour', community: { id } },
});

export const register = (...communityIds: string[]): RosterCommand => ({
  type: 'Register',
  communityIds,
});
