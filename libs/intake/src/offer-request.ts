import { offerProblems, type PriceLimits } from '@trueque/contracts';
import { CauseConflict } from '@trueque/event-store';
import type { CommandContext, ProblemError } from '@trueque/http';
import { offersDecided } from '@trueque/metrics';
import type { AmendOfferBody, OfferBody } from './bodies/auction-bodies.js';
import { auctionStream, type Edge, ledToEvents, now, provenance } from './command-edge.js';
import type { AuctionId, PeerCreditMap, PeerCredits } from './credit/peer-credits.js';
import type { AuctionCommand, OfferFacts, SubmitOffer } from './domain/auction-command.js';
import type { Auction, AuctionEvent } from './domain/auction.js';
import { auction, completeOffer, offerVersion } from './domain/auction.decider.js';
import { type Market, market } from './domain/market.decider.js';
import { offerIdOf } from './domain/offer-id.js';
import type { MarketDesk } from './life/market-desk.js';
import { REFUSAL_STATUSES } from './refusal-statuses.js';

/** What became of one offer: the status it has alone and in a batch, the reason where it was refused. */
export interface OfferReport {
  readonly offerId: string;
  readonly status: number;
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly ProblemError[];
}

/** A report with what its answer says beside it. */
export interface DecidedOffer {
  readonly report: OfferReport;
  /** Of what stands now, for `ETag`; undefined where nothing does. */
  readonly version?: string | undefined;
  readonly outcome: 'accepted' | 'repeated' | 'refused';
}

/** One request about offers of one auction, with what it looked up once for all of them. */
export interface OfferRequest {
  readonly edge: OfferEdge;
  readonly marketId: string;
  readonly auctionId: string;
  readonly context: CommandContext;
  readonly at: string;
  readonly peers: Market['peers'];
  readonly limits: PriceLimits | undefined;
  /** Of a batch; one offer asks for itself. */
  readonly credits?: PeerCreditMap;
}

/** What commands about offers need beside. */
export interface OfferEdge extends Edge {
  readonly credits: PeerCredits;
  readonly desk: MarketDesk;
}

export const offerRequest = async (
  edge: OfferEdge,
  { marketId, auctionId }: AuctionId,
  context: CommandContext,
): Promise<OfferRequest> => {
  const { peers } = (await edge.store.load(market, marketId, marketId)).state;
  const limits = await edge.desk.limits(marketId);
  return { edge, marketId, auctionId, context, at: now(edge), peers, limits };
};

/** `causedBy` where it is not the request's own: of one line. */
export const submitOffer = async (
  request: OfferRequest,
  body: OfferBody,
  causedBy = request.context.causedBy,
): Promise<DecidedOffer> => {
  const { peerId, offer, offerId = offerIdOf(request.auctionId, peerId) } = body;
  const facts = await factsOf(request, peerId);
  const command = {
    type: 'SubmitOffer',
    ...addressOf(request, offerId),
    peerId,
    offer,
    facts,
  } as const;
  return report(request, command, causedBy);
};

export const amendOffer = async (
  request: OfferRequest,
  offerId: string,
  { offer, peerId }: AmendOfferBody,
): Promise<DecidedOffer> => {
  const { onlyIf } = request.context;
  const kept = (await loadAuction(request)).offers.get(offerId);
  const facts = await factsOf(request, kept?.peerId ?? '');
  const address = addressOf(request, offerId);
  return report(request, { type: 'AmendOffer', ...address, peerId, offer, onlyIf, facts });
};

export const withdrawOffer = (request: OfferRequest, offerId: string): Promise<DecidedOffer> => {
  const { at, context } = request;
  const { onlyIf } = context;
  const address = addressOf(request, offerId);
  return report(request, { type: 'WithdrawOffer', ...address, onlyIf, facts: { at } });
};

type OfferCommand = Extract<AuctionCommand, { readonly offerId: string }>;

const addressOf = ({ marketId, auctionId, context }: OfferRequest, offerId: string) => ({
  marketId,
  auctionId,
  offerId,
  actor: context.actor,
});

const creditOf = ({ edge, credits, ...place }: OfferRequest, peerId: string) =>
  credits === undefined ? edge.credits.ofPeer(place, peerId) : (credits.get(peerId) ?? null);

const factsOf = async (request: OfferRequest, peerId: string): Promise<OfferFacts> => {
  const peer = request.peers.get(peerId);
  const credit = await creditOf(request, peerId);
  const { at, limits } = request;
  return { at, peer: peer ? { role: peer.role } : null, credit, limits };
};

export const loadAuction = async ({ edge, marketId, auctionId }: OfferRequest) =>
  (await edge.store.load(auction, auctionStream(marketId, auctionId), marketId)).state;

const report = async (
  request: OfferRequest,
  command: OfferCommand,
  causedBy = request.context.causedBy,
): Promise<DecidedOffer> => {
  const decided = await decide(request, command, causedBy);
  offersDecided.inc({ outcome: decided.report.code ?? decided.outcome });
  return decided;
};

const decide = async (
  request: OfferRequest,
  command: OfferCommand,
  causedBy: string,
): Promise<DecidedOffer> => {
  const { edge, marketId, auctionId } = request;
  const { offerId } = command;
  // An offer's version is its own, not the revision of its auction.
  const { onlyIf: _, ...context } = request.context;
  const options = { ...provenance(edge, marketId, context), causedBy };
  const stream = auctionStream(marketId, auctionId);
  try {
    const outcome = await edge.store.transact(auction, stream, command, options);
    if (outcome.status === 'refused') {
      const { reason: code, detail } = outcome;
      const faults = code === 'offer-invalid' && 'offer' in command ? command : undefined;
      const errors = faults ? faultsOf(faults, await loadAuction(request)) : [];
      const report = { offerId, status: REFUSAL_STATUSES[code], code, detail, errors };
      return { report, outcome: 'refused' };
    }
    const report = { offerId, status: ledToEvents(outcome) ? 201 : 200 };
    return { report, outcome: outcome.status, version: versionAfter(command, outcome.events) };
  } catch (error) {
    if (!(error instanceof CauseConflict)) throw error;
    return { report: { offerId, ...KEY_REUSED }, outcome: 'refused' };
  }
};

/** Of the offer that was kept, or of the same that stood there already. */
const versionAfter = (
  command: OfferCommand,
  [event]: readonly { readonly data: AuctionEvent['data'] }[],
): string | undefined => {
  if (event !== undefined)
    return 'offer' in event.data ? offerVersion(event.data.offer) : undefined;
  if (!('offer' in command) || !command.facts.peer) return undefined;
  return offerVersion(completeOffer(command.offer, command.facts.peer.role));
};

export const KEY_REUSED = {
  status: 422,
  code: 'idempotency-key-reused',
  detail: 'This Idempotency-Key was used before with another content. Use a new key.',
};

/** What is wrong with an offer in itself, with pointers into the body that it came in. */
export const faultsOf = (
  { offer, facts }: Pick<SubmitOffer, 'offer'> & { readonly facts: Pick<OfferFacts, 'peer'> },
  { scheduled }: Auction,
): readonly ProblemError[] =>
  offerProblems(completeOffer(offer, facts.peer?.role ?? 'consumer'), scheduled?.periods ?? 0).map(
    ({ pointer, message }) => ({ pointer: `/offer${pointer}`, detail: message }),
  );
