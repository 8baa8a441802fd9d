import type {
  BillingEvent,
  ClearingsEvent,
  NoticeEvent,
  OffersEvent,
  SettlementsEvent,
} from '@trueque/contracts';
import { digest, isoInstant } from '@trueque/kernel';
import { GRID, HOMES, type Party } from './neighbourhood.js';

export type AnyEvent = OffersEvent | ClearingsEvent | SettlementsEvent | BillingEvent | NoticeEvent;

/** Appended to one stream by one command. */
export interface Spoken {
  readonly category: 'market' | 'auction' | 'clearing' | 'settlement' | 'notices';
  readonly auctionId?: string;
  readonly events: readonly AnyEvent[];
  /** Where the same is said twice of one thing: what told the two apart. */
  readonly cause?: string;
}

const RULES = {
  structure: 'hybrid',
  tradeCost: 'export',
  pricing: 'marginal',
  shortage: 'reject',
} as const;
export const HOURS = 24;
export const COMMUNITIES = ['almond-court', 'birch-lane', 'citrus-way', 'main-grid'] as const;

/** A market opens, and its members come. */
export const opening = (marketId: string, name: string): Spoken => ({
  category: 'market',
  events: [
    {
      type: 'MarketOpened',
      data: {
        marketId,
        name,
        currency: 'USD',
        timeZone: 'America/Los_Angeles',
        mtu: 'PT1H',
        rules: RULES,
      },
    },
    ...COMMUNITIES.map((id): AnyEvent => ({
      type: 'CommunityRegistered',
      data: { marketId, community: id === 'citrus-way' ? { id, importLimit: 25 } : { id } },
    })),
    ...HOMES.map(({ peerId, communityId, role }): AnyEvent => ({
      type: 'PeerRegistered',
      data: { marketId, peerId, communityId, role },
    })),
    { type: 'PeerRegistered', data: { marketId, ...GRID, role: 'grid' } },
    {
      type: 'ContractAgreed',
      data: {
        marketId,
        contractId: 'birch-for-citrus',
        contract: { from: 'birch-lane', to: 'citrus-way', exportCost: 0.005 },
        validFrom: '2016-08-01T07:00:00Z',
      },
    },
  ],
});

export interface Day {
  readonly marketId: string;
  /** Local day; the auction's id. */
  readonly day: string;
  /** Share of the sun that clouds take. */
  readonly cloud: number;
}

export const startOf = (day: string) => `${day}T07:00:00Z`;

/** Offers until the gate closes. */
export const offered = ({ marketId, day }: Day): readonly Spoken[] => {
  const names = { marketId, auctionId: day };
  const start = startOf(day);
  const gateClosesAt = isoInstant(Date.parse(start) - 3_600_000);
  const peers: readonly Party[] = [...HOMES, GRID];
  return [
    {
      category: 'auction',
      auctionId: day,
      events: [
        {
          type: 'AuctionScheduled',
          data: {
            ...names,
            start,
            mtu: 'PT1H',
            periods: HOURS,
            gateClosesAt,
            rules: RULES,
            currency: 'USD',
          },
        },
        ...peers.map(({ peerId }): AnyEvent => ({
          type: 'OfferSubmitted',
          data: {
            ...names,
            offerId: `${day}-${peerId}`,
            peerId,
            offer: { role: 'prosumer', load: 1 },
          },
        })),
      ],
    },
  ];
};

export const closed = ({ marketId, day }: Day): Spoken => ({
  category: 'auction',
  auctionId: day,
  events: [
    {
      type: 'GateClosed',
      data: {
        marketId,
        auctionId: day,
        closedAt: isoInstant(Date.parse(startOf(day)) - 3_600_000),
        offersCount: HOMES.length + 1,
        bookDigest: digest(day),
      },
    },
  ],
});

export const failed = ({ marketId, day }: Day): Spoken => ({
  category: 'clearing',
  auctionId: day,
  events: [
    {
      type: 'AuctionFailed',
      data: {
        marketId,
        auctionId: day,
        reason: 'infeasible',
        detail: 'No schedule meets the load of citrus-way at 19:00.',
        explanation: [
          {
            community: 'citrus-way',
            period: `${day}T02:00:00Z`,
            message: 'load 31 kW, reachable supply 25 kW: its import limit of 25 kW binds',
          },
        ],
      },
    },
  ],
});

export const noticed = (marketId: string): Spoken => ({
  category: 'notices',
  events: [
    {
      type: 'NoticeIssued',
      data: {
        ...{ marketId, number: 1, kind: 'general', auctionId: 'monday', refersTo: 1 },
        text: { en: 'Welcome to the market.', es: 'Bienvenidos al mercado.' },
      },
    },
  ],
});
