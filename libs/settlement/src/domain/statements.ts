import { compareText, nanosOf } from '@trueque/kernel';
import { peerOf } from './accounts.js';
import {
  amountOf,
  type Entry,
  type EntryLine,
  type Statement,
  type StatementLine,
} from './entries.js';
import { originOf, type PeerReading, type SettlementInput } from './facts.js';
import type { Quality } from './sharing/community-day.js';
import { linesByPeer } from './statement-lines.js';

/**
 * A statement for every peer that was cleared or metered or owns a link, in order of id; for who did
 * nothing an empty one, so that a later run always replaces every statement of the earlier.
 */
export const statementsOf = (
  input: SettlementInput,
  runId: string,
  entries: readonly Entry[],
): Statement[] => {
  const { marketId, auctionId, currency, start, mtu, periods } = input.auction;
  const linesOf = linesByPeer(entries);
  const readings = new Map(input.readings?.map((reading) => [reading.peerId, reading]));
  return peersOf(input).map(({ peerId, communityId }) => {
    const reading = readings.get(peerId);
    const lines = (linesOf.get(peerId) ?? []).map((line) => pricedLine(line, reading));
    const total = lines.reduce((sum, { amountNanos }) => sum + BigInt(amountNanos), 0n);
    return {
      ...{ marketId, auctionId, runId, statementId: `${runId}/${peerId}`, peerId, communityId },
      ...{ currency, start, mtu, periods, lines, totalNanos: String(total) },
      quality: reading?.quality ?? 'missing',
    };
  });
};

const pricedLine = (line: EntryLine, reading: PeerReading | undefined): StatementLine => ({
  kind: line.kind,
  period: line.period,
  counterparty: line.counterparty,
  energyWh: line.energyWh,
  priceMicrosPerKwh: line.priceMicrosPerKwh,
  amountNanos: String(amountOf(line.kind, nanosOf(line.energyWh, line.priceMicrosPerKwh))),
  causedBy: line.causedBy,
  quality: line.kind === 'link-revenue' ? null : qualityIn(reading, line.period),
});

/** Where no meter tells, and nothing was estimated, the cleared schedule stands. */
const qualityIn = (reading: PeerReading | undefined, period: number): Quality =>
  reading === undefined ? 'missing' : originOf(reading, period).quality;

interface Member {
  readonly peerId: string;
  readonly communityId: string;
}

const peersOf = ({ auction, readings = [] }: SettlementInput): Member[] => {
  const members = new Map<string, Member>();
  for (const member of [...ownersOf(auction), ...readings, ...auction.peers]) {
    members.set(member.peerId, member);
  }
  return [...members.values()].sort((a, b) => compareText(a.peerId, b.peerId));
};

const ownersOf = ({ trades }: SettlementInput['auction']): Member[] =>
  trades.flatMap(({ owner }) => {
    const peerId = owner && peerOf(owner.account);
    return owner?.communityId === undefined || peerId === undefined
      ? []
      : [{ peerId, communityId: owner.communityId }];
  });
