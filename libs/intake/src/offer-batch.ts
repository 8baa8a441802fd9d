import type { Offer } from '@trueque/contracts';
import { CauseConflict } from '@trueque/event-store';
import type { CommandContext } from '@trueque/http';
import type { Declined } from '@trueque/kernel';
import { offersDecided } from '@trueque/metrics';
import type { OfferBody } from './bodies/auction-bodies.js';
import { auctionStream, provenance } from './command-edge.js';
import type { AnsweredLines } from './bulk/bulk-answers.js';
import type { AuctionId, PeerCreditMap } from './credit/peer-credits.js';
import type { AuctionRefusal, OfferEntry } from './domain/auction-command.js';
import type { AuctionEvent } from './domain/auction.js';
import { auction, completeOffer } from './domain/auction.decider.js';
import { offerIdOf } from './domain/offer-id.js';
import { type DataOf, sameContent } from './domain/offers-event.js';
import type { LineReport, OfferLine } from './offer-lines.js';
import {
  faultsOf,
  KEY_REUSED,
  loadAuction,
  type OfferEdge,
  type OfferReport,
  type OfferRequest,
  offerRequest,
  submitOffer,
} from './offer-request.js';
import { REFUSAL_STATUSES } from './refusal-statuses.js';

/** Lines that are one command and one append; the loop gets air in between. */
const LINES_AT_ONCE = 250;

/** Many offers at once: what is known of everybody's credit is looked up for all of them. */
export interface BatchRequest extends OfferRequest {
  readonly credits: PeerCreditMap;
  /** Lines that were answered when the same was said before. */
  readonly before?: AnsweredLines | undefined;
}

interface Entry extends OfferEntry {
  readonly line: number;
  readonly body: OfferBody;
}

export const batchRequest = async (
  edge: OfferEdge,
  auctionOf: AuctionId,
  context: CommandContext,
): Promise<BatchRequest> => ({
  ...(await offerRequest(edge, auctionOf, context)),
  credits: await edge.credits.of(auctionOf),
});

/** While some of the lines are being kept, the next are decided. */
export const submitLines = async (
  request: BatchRequest,
  lines: readonly OfferLine[],
): Promise<readonly LineReport[]> => {
  const reports: LineReport[] = [];
  let before: Promise<readonly LineReport[]> = Promise.resolve([]);
  for (let first = 0; first < lines.length; first += LINES_AT_ONCE) {
    const some = submitSome(request, lines.slice(first, first + LINES_AT_ONCE));
    // If it fails, that is told when its turn comes.
    some.catch(() => undefined);
    reports.push(...(await before));
    before = some;
  }
  reports.push(...(await before));
  return reports;
};

const submitSome = async (
  request: BatchRequest,
  lines: readonly OfferLine[],
): Promise<readonly LineReport[]> => {
  const read = lines.map(({ line, read: readLine }) => ({ line, taken: readLine() }));
  const entries = read.flatMap(({ line, taken }) =>
    'body' in taken ? [entryOf(request, line, taken.body)] : [],
  );
  const before = entries.flatMap(({ line }) => request.before?.get(line) ?? []);
  const isAnswered = before.length === entries.length;
  const decided = (isAnswered ? before : await decide(request, entries)).values();
  return read.map(({ line, taken }) => ({
    line,
    ...('report' in taken ? taken.report : decided.next().value!),
  }));
};

const entryOf = ({ auctionId }: OfferRequest, line: number, body: OfferBody): Entry => {
  const { peerId, offer, offerId = offerIdOf(auctionId, peerId) } = body;
  return { line, body, offerId, peerId, offer };
};

/** A report of each. */
const decide = async (
  request: BatchRequest,
  entries: readonly Entry[],
): Promise<readonly OfferReport[]> => {
  if (entries.length === 0) return [];
  try {
    const outcome = await transact(request, entries);
    if (outcome.status === 'refused') {
      const { detail, reason } = outcome;
      return counted(entries.map(({ offerId }) => refusal(offerId, reason, detail)));
    }
    const { declined = [], events } = outcome;
    return outcome.status === 'repeated'
      ? await decidedBefore(request, entries, events)
      : counted(await decidedNow(request, entries, { declined, events }));
  } catch (error) {
    if (!(error instanceof CauseConflict)) throw error;
    return counted(await underUsedKey(request, entries));
  }
};

const counted = (reports: readonly OfferReport[]): readonly OfferReport[] => {
  for (const { code } of reports) offersDecided.inc({ outcome: code ?? 'accepted' });
  return reports;
};

const refusal = (offerId: string, code: AuctionRefusal, detail: string): OfferReport => ({
  ...{ offerId, status: REFUSAL_STATUSES[code], code, detail, errors: [] },
});

const transact = (request: BatchRequest, entries: readonly Entry[]) => {
  const { at, context, credits, edge, limits, marketId, auctionId, peers } = request;
  const { onlyIf: _, ...given } = context;
  const command = {
    ...{ type: 'SubmitOffers' as const, marketId, auctionId, actor: context.actor },
    offers: entries.map(({ offerId, peerId, offer }) => ({ offerId, peerId, offer })),
    facts: { at, limits, credits, peers },
  };
  return edge.store.transact(auction, auctionStream(marketId, auctionId), command, {
    ...provenance(edge, marketId, given),
    causedBy: `${context.causedBy}#lines-${entries[0]?.line}`,
  });
};

type Kept = readonly { readonly data: AuctionEvent['data'] }[];
type IsOf = (data: DataOf<'OfferSubmitted'>, entry: Entry) => boolean;

const hasIdsOf: IsOf = ({ offerId, peerId }, entry) =>
  offerId === entry.offerId && peerId === entry.peerId;

/** Those that led to an event: events come in the order of their lines, and an offer enters but once. */
const keptOf = (entries: readonly Entry[], events: Kept, isOf: IsOf): ReadonlySet<Entry> => {
  const kept = new Set<Entry>();
  for (const entry of entries) {
    const data = events[kept.size]?.data;
    if (data !== undefined && 'offer' in data && isOf(data, entry)) kept.add(entry);
  }
  return kept;
};

const decidedNow = async (
  request: BatchRequest,
  entries: readonly Entry[],
  {
    declined,
    events,
  }: { readonly declined: readonly Declined<AuctionRefusal>[]; readonly events: Kept },
): Promise<readonly OfferReport[]> => {
  const reasons = new Map(declined.map((each) => [entries[each.index], each]));
  const taken = entries.filter((entry) => !reasons.has(entry));
  const kept = keptOf(taken, events, hasIdsOf);
  const isInvalid = declined.some(({ reason }) => reason === 'offer-invalid');
  const state = isInvalid ? await loadAuction(request) : undefined;
  return entries.map((entry) => {
    const { offer, offerId, peerId } = entry;
    const why = reasons.get(entry);
    if (why === undefined) return { offerId, status: kept.has(entry) ? 201 : 200 };
    const report = refusal(offerId, why.reason, why.detail);
    if (why.reason !== 'offer-invalid' || state === undefined) return report;
    const facts = { peer: request.peers.get(peerId) ?? null };
    return { ...report, errors: faultsOf({ offer, facts }, state) };
  });
};

/** All is answered as then; what nobody answered, as the process died before it could, is decided. */
const decidedBefore = (
  request: BatchRequest,
  entries: readonly Entry[],
  events: Kept,
): Promise<readonly OfferReport[]> => {
  const kept = keptOf(
    entries,
    events,
    (data, entry) => hasIdsOf(data, entry) && saysWhat(request, entry, data.offer),
  );
  return Promise.all(
    entries.map(async (entry) => {
      const { body, line, offerId } = entry;
      if (kept.has(entry)) return { offerId, status: 201 };
      const before = request.before?.get(line);
      if (before !== undefined) return before;
      return (await submitOffer(request, body, `${request.context.causedBy}#${line}`)).report;
    }),
  );
};

/** The key came before with other lines: one that stands is answered as then, another is refused. */
const underUsedKey = async (
  request: BatchRequest,
  entries: readonly Entry[],
): Promise<readonly OfferReport[]> => {
  const { offers } = await loadAuction(request);
  return entries.map((entry) => {
    const { offerId, peerId } = entry;
    const standing = offers.get(offerId);
    return standing?.peerId === peerId && saysWhat(request, entry, standing.offer)
      ? { offerId, status: 201 }
      : { offerId, ...KEY_REUSED };
  });
};

const saysWhat = ({ peers }: OfferRequest, { offer, peerId }: Entry, other: Offer | null) => {
  const role = peers.get(peerId)?.role;
  return role !== undefined && sameContent(completeOffer(offer, role), other);
};
