import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@trueque/event-store';
import { tenantOf } from '@trueque/identity';
import type { Projection } from '@trueque/messaging';
import type { EntityManager } from 'typeorm';
import { CommunityRow, ContractRow, MarketRow, PeerRow } from '../rows/market.row.js';
import { type DataOf, fact, lastByKey } from './facts.js';
import { readRows, writeRows } from './tables.js';

/** Who is in a market, and what they agreed. Hears every event of a market's own stream, for its revision. */
@Injectable()
export class MarketsProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'reporting.markets.v3';
  readonly types = [
    'MarketOpened',
    'CommunityRegistered',
    'PeerRegistered',
    'ContractAgreed',
    'ContractEnded',
    'FallbackPriceSet',
  ] as const;
  readonly rows = [MarketRow, CommunityRow, PeerRow, ContractRow];

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    const communities = events.flatMap(fact('CommunityRegistered', communityRow));
    const peers = events.flatMap(fact('PeerRegistered', peerRow));
    await writeMarkets(events, manager);
    await writeRows(manager, CommunityRow, lastByKey(communities, communityKey));
    await writeRows(manager, PeerRow, lastByKey(peers, peerKey));
    await writeContracts(events, manager);
  }
}

const writeMarkets = async (
  events: readonly RecordedEvent[],
  manager: EntityManager,
): Promise<void> => {
  const revisions = new Map(events.map(({ partition, revision }) => [partition, revision]));
  const keys = [...revisions.keys()].map((marketId) => ({ marketId }));
  const earlier = await readRows(manager, MarketRow, keys);
  const opened = events.flatMap(fact('MarketOpened', marketRow));
  const rows = lastByKey([...earlier, ...opened], ({ marketId }) => marketId).map((row) => ({
    ...row,
    revision: revisions.get(row.marketId) ?? row.revision,
  }));
  await writeRows(manager, MarketRow, rows);
};

const marketRow = (
  { marketId, name, currency, timeZone, mtu, rules }: DataOf<'MarketOpened'>,
  { actor, occurredAt, revision }: RecordedEvent,
): MarketRow[] => [
  {
    ...{ marketId, name, currency, timeZone, mtu, rules },
    tenant: tenantOf(actor),
    openedAt: occurredAt,
    revision,
  },
];

const communityRow = ({ marketId, community }: DataOf<'CommunityRegistered'>): CommunityRow[] => [
  {
    marketId,
    communityId: community.id,
    importLimitKw: community.importLimit ?? null,
    exportLimitKw: community.exportLimit ?? null,
  },
];

const peerRow = ({ marketId, peerId, communityId, role }: DataOf<'PeerRegistered'>): PeerRow[] => [
  { marketId, peerId, communityId, role },
];

const communityKey = ({ marketId, communityId }: CommunityRow) => `${marketId}/${communityId}`;
const peerKey = ({ marketId, peerId }: PeerRow) => `${marketId}/${peerId}`;
const contractKey = ({ marketId, contractId }: { marketId: string; contractId: string }) =>
  `${marketId}/${contractId}`;

/** An end may come in another batch than what it ends, so it is put on the row as it is by then. */
const writeContracts = async (
  events: readonly RecordedEvent[],
  manager: EntityManager,
): Promise<void> => {
  const agreed = events.flatMap(fact('ContractAgreed', contractRow));
  const ended = events.flatMap(fact('ContractEnded', (data) => [data]));
  const keys = ended.map(({ marketId, contractId }) => ({ marketId, contractId }));
  const earlier = await readRows(manager, ContractRow, keys);
  const ends = new Map(ended.map((end) => [contractKey(end), end.validTo]));
  const rows = lastByKey([...earlier, ...agreed], contractKey).map((row) => ({
    ...row,
    validTo: ends.get(contractKey(row)) ?? row.validTo,
  }));
  await writeRows(manager, ContractRow, rows);
};

const contractRow = (data: DataOf<'ContractAgreed'>): ContractRow[] => [
  {
    marketId: data.marketId,
    contractId: data.contractId,
    fromId: data.contract.from,
    toId: data.contract.to,
    contract: data.contract,
    owner: data.owner ?? null,
    validFrom: data.validFrom,
    validTo: data.validTo ?? null,
  },
];
