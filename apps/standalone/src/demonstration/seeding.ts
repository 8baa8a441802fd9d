import {
  type ClearedBattery,
  type Day,
  daysOf,
  type Demonstration,
  gridOffer,
  type Home,
  homeOffer,
  homeReading,
} from './demonstration.js';
import { ApiRefusal, type MarketApi } from './market-api.js';

/** One thing to say to the market, or to wait for. */
interface Step {
  readonly label: string;
  readonly run: () => Promise<unknown>;
}

export interface SeedingProgress {
  /** Called before each step, and once after the last. */
  readonly at: (stepsDone: number, stepsCount: number, label: string) => void;
}

/**
 * Says the demonstration to the market, step by step, and waits for what comes of it. Every step
 * has a cause of its own that never changes: whoever is interrupted begins again, and what was
 * said before is not said twice.
 */
export const seed = async (
  demonstration: Demonstration,
  api: MarketApi,
  progress: SeedingProgress,
): Promise<void> => {
  const steps = [
    ...marketSteps(demonstration, api),
    ...daysOf(demonstration).flatMap((day) => daySteps(demonstration, day, api)),
  ];
  for (const [index, { label, run }] of steps.entries()) {
    progress.at(index, steps.length, label);
    await run();
  }
  progress.at(steps.length, steps.length, 'settled');
};

interface AuctionAnswer {
  readonly state: string;
  readonly runKind: string | null;
  readonly failureDetail: string | null;
}

/** True once every day of the week is settled with its meter readings. */
export const isSeeded = async (demonstration: Demonstration, api: MarketApi): Promise<boolean> => {
  for (const { auctionId } of daysOf(demonstration)) {
    const auction = await api.find<AuctionAnswer>(auctionPath(demonstration, auctionId));
    if (auction?.runKind !== 'metered') return false;
  }
  return true;
};

const auctionPath = ({ market }: Demonstration, auctionId: string): string =>
  `/markets/${market.marketId}/auctions/${auctionId}`;

const marketSteps = (demonstration: Demonstration, api: MarketApi): readonly Step[] => {
  const { market, communities, homes, grid, contract } = demonstration;
  const path = `/markets/${market.marketId}`;
  const say = (label: string, to: string, body: unknown): Step => ({
    label,
    run: () => api.post(to, `demonstration/${label}`.replaceAll(' ', '-'), body),
  });
  return [
    say('market', '/markets', market),
    ...communities.map((communityId) =>
      say(`community ${communityId}`, `${path}/communities`, { communityId }),
    ),
    ...homes.map(({ peerId, communityId }) =>
      say(`peer ${peerId}`, `${path}/peers`, { peerId, communityId, role: 'prosumer' }),
    ),
    say(`peer ${grid.peerId}`, `${path}/peers`, {
      peerId: grid.peerId,
      communityId: grid.communityId,
      role: 'grid',
    }),
    say(`contract ${contract.contractId}`, `${path}/contracts`, contract),
  ];
};

const daySteps = (demonstration: Demonstration, day: Day, api: MarketApi): readonly Step[] => {
  const { auctionId, start, end } = day;
  const { market, gateClosesAt } = demonstration;
  const path = auctionPath(demonstration, auctionId);
  const say = (what: string, to: string, body: unknown) =>
    api.post(to, `demonstration/${auctionId}/${what}`, body);
  const step = (label: string, run: Step['run']): Step => ({ label: `${auctionId} ${label}`, run });
  return [
    step('scheduled', () =>
      say('schedule', `/markets/${market.marketId}/auctions`, {
        ...{ auctionId, start, end, gateClosesAt },
      }),
    ),
    step('offers', () => say('offers', `${path}/offers`, offersOf(demonstration, day))),
    step('gate', () => say('gate', `${path}/gate-closure`, {})),
    step('clearing', () => api.until<AuctionAnswer>(path, isCleared)),
    step('readings', async () =>
      say('readings', `${path}/readings`, {
        readings: await readingsOf(demonstration, day, api),
      }),
    ),
    step('statements', () =>
      api.until<AuctionAnswer>(path, ({ runKind }) => runKind === 'metered'),
    ),
  ];
};

const isCleared = ({ state, failureDetail }: AuctionAnswer): boolean => {
  if (state === 'failed') throw new ApiRefusal(`the auction failed: ${failureDetail}`);
  return state === 'cleared' || state === 'published' || state === 'settled';
};

const offersOf = (demonstration: Demonstration, day: Day) => {
  const { homes, grid } = demonstration;
  return [
    ...homes.map((home) => offer(home.peerId, homeOffer(demonstration, home, day))),
    offer(grid.peerId, gridOffer(demonstration, day)),
  ];
};

const offer = (peerId: string, content: unknown) => ({ offerId: peerId, peerId, offer: content });

interface SchedulePeriod extends Record<'chargeWh' | 'dischargeWh' | 'period', number> {
  readonly peerId: string;
}

const readingsOf = async (demonstration: Demonstration, day: Day, api: MarketApi) => {
  const path = auctionPath(demonstration, day.auctionId);
  const { homes } = demonstration;
  return Promise.all(
    homes.map(async (home) => homeReading(home, day, await batteryOf(home, path, api))),
  );
};

const batteryOf = async (home: Home, path: string, api: MarketApi): Promise<ClearedBattery> => {
  const { items } = await api.until<{ items: SchedulePeriod[] }>(
    `${path}/schedules?peer=${home.peerId}`,
    (page) => page.items.length > 0,
  );
  const hours = items.toSorted((a, b) => a.period - b.period);
  return {
    chargeWh: hours.map(({ chargeWh }) => chargeWh),
    dischargeWh: hours.map(({ dischargeWh }) => dischargeWh),
  };
};
