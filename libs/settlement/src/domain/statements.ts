import { compareText, nanosOf } from '@trueque/kernel';
import {
  amountOf,
  type Entry,
  type EntryLine,
  type Statement,
  type StatementLine,
} from './entries.js';
import type { SettlementInput } from './facts.js';
import { linesByPeer } from './statement-lines.js';

/**
 * A statement for every peer that was cleared or metered, in order of id; for who did nothing an
 * empty one, so that a later run always replaces every statement of the earlier.
 */
export const statementsOf = (
  input: SettlementInput,
  runId: string,
  entries: readonly Entry[],
): Statement[] => {
  const { marketId, auctionId, currency, start, mtu, periods } = input.auction;
  const linesOf = linesByPeer(entries);
  const told = new Map(input.readings?.map(({ peerId, quality }) => [peerId, quality]));
  return peersOf(input).map(({ peerId, communityId }) => {
    const lines = (linesOf.get(peerId) ?? []).map(pricedLine);
    const total = lines.reduce((sum, { amountNanos }) => sum + BigInt(amountNanos), 0n);
    return {
      ...{ marketId, auctionId, runId, statementId: `${runId}/${peerId}`, peerId, communityId },
      ...{ currency, start, mtu, periods, lines, totalNanos: String(total) },
      quality: told.get(peerId) ?? 'missing',
    };
  });
};

const pricedLine = (line: EntryLine): StatementLine => ({
  kind: line.kind,
  period: line.period,
  counterparty: line.counterparty,
  energyWh: line.energyWh,
  priceMicrosPerKwh: line.priceMicrosPerKwh,
  amountNanos: String(amountOf(line.kind, nanosOf(line.energyWh, line.priceMicrosPerKwh))),
  causedBy: line.causedBy,
});

interface Member {
  readonly peerId: string;
  readonly communityId: string;
}

const peersOf = ({ auction, readings = [] }: SettlementInput): Member[] => {
  const members = new Map<string, Member>();
  for (const member of [...readings, ...auction.peers]) members.set(member.peerId, member);
  return [...members.values()].sort((a, b) => compareText(a.peerId, b.peerId));
};
