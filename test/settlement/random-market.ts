import { clearCase } from '@trueque/clearing';
import { auctionResult, chanceFrom, randomCase } from '@trueque/clearing/testing';
import type { CaseFile, ClearingsEvent, MeterDay, OffersEvent } from '@trueque/contracts';
import type { LpSolver } from '@trueque/linear-program';

export const ADDRESS = { marketId: 'harbour', auctionId: 'monday' };
const { marketId } = ADDRESS;

/** What intake, clearing and the meters said of one random auction. */
export interface RandomMarket {
  readonly file: CaseFile;
  readonly market: readonly OffersEvent[];
  readonly auction: readonly OffersEvent[];
  readonly clearing: readonly ClearingsEvent[];
  readonly readings: OffersEvent;
}

/** Undefined where the market cannot be cleared. */
export const randomMarket = (seed: number, solver: LpSolver): RandomMarket | undefined => {
  const file = randomCase(seed);
  const clearing = clearCase(file, { engine: 'auto' }, solver);
  const found = { clearing, rung: 'first' as const };
  const result = auctionResult(ADDRESS, { found, stops: [] }, file.currency);
  if (result.status === 'failed') return undefined;
  return {
    ...{ file, market: marketEvents(file, seed), auction: auctionEvents(file) },
    clearing: [
      { type: 'AuctionCleared', data: result.cleared },
      ...result.trades.map((data): ClearingsEvent => ({ type: 'TradeExecuted', data })),
    ],
    readings: readingsOf(file, result.cleared.schedules, seed),
  };
};

/** Every contract is somebody's, or nobody's. */
const marketEvents = (file: CaseFile, seed: number): OffersEvent[] => {
  const chance = chanceFrom(seed + 1);
  const owners = ['community:A', `peer:${file.peers[0]?.id}`, 'network:dso', undefined];
  const { currency, mtu, rules, start } = file;
  return [
    {
      type: 'MarketOpened',
      data: { marketId, name: 'Harbour', currency, timeZone: 'UTC', mtu, rules },
    },
    ...file.communities.map((community): OffersEvent => ({
      ...{ type: 'CommunityRegistered', data: { marketId, community } },
    })),
    ...file.peers.map(({ id, community, role }): OffersEvent => ({
      type: 'PeerRegistered',
      data: {
        ...{ marketId, peerId: id, communityId: community },
        role: typeof role === 'string' ? role : 'prosumer',
      },
    })),
    ...file.contracts.map((contract, index): OffersEvent => {
      const owner = chance.pick(owners);
      const agreed = { marketId, contractId: `k${index}`, contract, validFrom: start };
      return { type: 'ContractAgreed', data: owner === undefined ? agreed : { ...agreed, owner } };
    }),
  ];
};

const auctionEvents = (file: CaseFile): OffersEvent[] => {
  const { currency, mtu, periods, rules, start } = file;
  return [
    {
      type: 'AuctionScheduled',
      data: { ...ADDRESS, start, mtu, periods, gateClosesAt: start, rules, currency },
    },
    ...file.peers.map(({ id, community: _, ...offer }): OffersEvent => ({
      type: 'OfferSubmitted',
      data: { ...ADDRESS, offerId: id, peerId: id, offer },
    })),
  ];
};

type Schedules = Extract<ClearingsEvent, { type: 'AuctionCleared' }>['data']['schedules'];

/** Most meters tell something else than the schedule; some tell a part, some nothing. */
const readingsOf = (file: CaseFile, schedules: Schedules, seed: number): OffersEvent => {
  const chance = chanceFrom(seed + 2);
  const told = (cleared: readonly number[] | null): (number | null)[] =>
    Array.from({ length: file.periods }, (_, period) =>
      chance.happens(0.2)
        ? null
        : Math.max(0, (cleared?.[period] ?? 0) + chance.upTo(4_001) - 2_000),
    );
  const readings = schedules
    .filter(() => chance.happens(0.8))
    .map(({ peerId, importsWh, exportsWh }): MeterDay => ({
      ...{ peerId, quality: chance.pick(['measured', 'estimated', 'substituted']) },
      ...{ importWh: told(importsWh), exportWh: told(exportsWh) },
    }));
  const { start, mtu } = file;
  return { type: 'MeterReadingsRecorded', data: { ...ADDRESS, start, mtu, readings } };
};
