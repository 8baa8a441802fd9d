import {
  body,
  changes,
  everyoneReads,
  membersRead,
  param,
  query,
  reads,
  type Rule,
} from './rule.js';

/** Routes that need nobody: whether the process is well, what it tells of itself, and signing in. */
export const PUBLIC_ROUTES: ReadonlySet<string> = new Set([
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  'POST /sessions',
  'DELETE /sessions',
]);

const AUCTION = '/markets/:marketId/auctions/:auctionId';
const DRY_RUN = '/markets/:marketId/settlement-runs/:from/:to/dry-run';
const BILLS = '/markets/:marketId/bills/:from/:to';

const byMember = { manager: query('community'), peer: query('peer') };
const ofPeer = { peer: param('peerId') };
const ofAccount = { peer: param('account', 'peer:') };
/** Everybody sees the lists that name no peer. */
const network = { 'network-operator': 'all' } as const;

/**
 * Who may use which route: the authorization matrix. A route that is not here is refused to
 * everybody, and a test names it.
 */
export const POLICY: Readonly<Record<string, Rule>> = {
  // The installation
  'GET /sessions/current': everyoneReads,
  'GET /api-keys': reads(),
  'POST /api-keys': changes(),
  'GET /api-keys/:keyId': reads(),
  'DELETE /api-keys/:keyId': changes(),
  'GET /markets': everyoneReads,
  'POST /markets': changes(),
  'GET /events': { ...reads(), filtered: true },

  // A market and who is in it
  'GET /markets/:marketId': membersRead,
  'GET /markets/:marketId/communities': membersRead,
  'POST /markets/:marketId/communities': changes(),
  'GET /markets/:marketId/peers': reads({ ...network, manager: query('community') }),
  'POST /markets/:marketId/peers': changes({ manager: body('communityId') }),
  'GET /markets/:marketId/contracts': membersRead,
  'POST /markets/:marketId/contracts': changes(),
  'POST /markets/:marketId/contracts/:contractId/end': changes(),
  'POST /markets/:marketId/fallback-price': changes(),
  'GET /markets/:marketId/balances': reads(),
  'GET /markets/:marketId/market-notices': membersRead,
  'POST /markets/:marketId/market-notices': changes(),
  'GET /markets/:marketId/webhooks': reads(),
  'POST /markets/:marketId/webhooks': changes(),
  'GET /markets/:marketId/webhooks/:webhookId': reads(),
  'DELETE /markets/:marketId/webhooks/:webhookId': changes(),
  'GET /markets/:marketId/webhooks/:webhookId/deliveries': reads(),
  'POST /markets/:marketId/webhooks/:webhookId/deliveries/:position': changes(),
  'POST /markets/:marketId/webhooks/:webhookId/enabling': changes(),
  'POST /markets/:marketId/webhooks/:webhookId/rotation': changes(),

  // How a market is run, and what takes two people
  'GET /markets/:marketId/trading-rules': membersRead,
  'PUT /markets/:marketId/trading-rules': changes(),
  'POST /markets/:marketId/suspension': changes(),
  'POST /markets/:marketId/resumption': changes(),
  'GET /markets/:marketId/four-eyes': reads(),
  'PUT /markets/:marketId/four-eyes': changes(),
  'GET /markets/:marketId/changes': reads(),
  'GET /markets/:marketId/changes/:changeId': reads(),
  'POST /markets/:marketId/changes/:changeId/approval': changes(),
  'POST /markets/:marketId/changes/:changeId/rejection': changes(),

  // Who stands behind a peer is not even an auditor's business
  'POST /markets/:marketId/persons': changes(),
  'GET /markets/:marketId/persons/:personId': changes(),
  'PUT /markets/:marketId/persons/:personId': changes(),
  'DELETE /markets/:marketId/persons/:personId': changes(),

  // Auctions and offers
  'GET /markets/:marketId/auctions': membersRead,
  'POST /markets/:marketId/auctions': changes(),
  [`GET ${AUCTION}`]: membersRead,
  [`POST ${AUCTION}/gate-closure`]: changes(),
  [`POST ${AUCTION}/suspension`]: changes(),
  [`POST ${AUCTION}/resumption`]: changes(),
  [`POST ${AUCTION}/cancellation`]: changes(),
  [`POST ${AUCTION}/review`]: changes(),
  'GET /markets/:marketId/standing-offers': reads(),
  'GET /markets/:marketId/standing-offers/:peerId': reads(ofPeer),
  'PUT /markets/:marketId/standing-offers/:peerId': changes(ofPeer),
  'DELETE /markets/:marketId/standing-offers/:peerId': changes(ofPeer),
  [`POST ${AUCTION}/readings`]: changes(network),
  [`POST ${AUCTION}/offers`]: changes({ peer: body('peerId') }),
  [`GET ${AUCTION}/offers/:offerId`]: reads({ manager: 'itself', peer: 'itself' }),
  [`PUT ${AUCTION}/offers/:offerId`]: changes({ peer: 'itself' }),
  [`DELETE ${AUCTION}/offers/:offerId`]: changes({ peer: 'itself' }),

  // Results
  [`GET ${AUCTION}/prices`]: membersRead,
  [`GET ${AUCTION}/flows`]: membersRead,
  [`GET ${AUCTION}/exchanges`]: membersRead,
  [`GET ${AUCTION}/energy`]: membersRead,
  [`GET ${AUCTION}/communities`]: membersRead,
  [`GET ${AUCTION}/schedules`]: reads(byMember),
  [`GET ${AUCTION}/peers`]: reads(byMember),
  [`GET ${AUCTION}/trades`]: reads(byMember),
  [`GET ${AUCTION}/statements`]: reads(byMember),
  [`GET ${AUCTION}/statements/:peerId`]: reads(ofPeer),
  [`GET ${AUCTION}/statements/:peerId/lines`]: reads(ofPeer),
  [`GET ${AUCTION}/postings`]: reads(),

  // Insights: what is summed up over a market is for whoever belongs to it
  'GET /markets/:marketId/extent': membersRead,
  'GET /markets/:marketId/overview': membersRead,
  'GET /markets/:marketId/energy': membersRead,
  'GET /markets/:marketId/exchanges': membersRead,
  'GET /markets/:marketId/links': membersRead,
  'GET /markets/:marketId/price-map': membersRead,
  'GET /markets/:marketId/price-duration': membersRead,
  'GET /markets/:marketId/deliveries': membersRead,
  'GET /markets/:marketId/trade-pairs': reads({ manager: query('community') }),
  'GET /markets/:marketId/peer-totals': reads(byMember),
  'GET /markets/:marketId/peers/:peerId/bill': reads(ofPeer),
  'GET /markets/:marketId/auction-comparison': reads(),
  [`GET ${AUCTION}/merit-order`]: reads({ manager: query('community') }),

  // Operations: looking on, and walking along the chain, change nothing
  'GET /markets/:marketId/events': reads(),
  'GET /markets/:marketId/events/:position': reads(),
  [`GET ${AUCTION}/events/:eventId`]: reads(),
  'GET /markets/:marketId/chain': reads(),
  'POST /markets/:marketId/verifications': reads(),
  'GET /markets/:marketId/verifications/:id': reads(),
  'GET /markets/:marketId/consumers': reads(),
  'GET /markets/:marketId/dead-letters': reads(),
  'GET /markets/:marketId/solve-times': reads(),
  'GET /markets/:marketId/missing-readings': reads(network),
  'GET /markets/:marketId/notices': reads(),
  'GET /markets/:marketId/billed-windows': membersRead,
  'GET /markets/:marketId/settlement-windows': reads(),

  // Replays
  'GET /markets/:marketId/replays': reads(),
  'GET /markets/:marketId/replays/:replayId': reads(),
  'POST /markets/:marketId/replays': changes(),
  'GET /markets/:marketId/comparison': reads(),

  // Money
  'GET /markets/:marketId/rule-packs': membersRead,
  'POST /markets/:marketId/rule-packs': changes(),
  'POST /markets/:marketId/meter-days/:date': changes(network),
  'POST /markets/:marketId/settlement-runs': changes(),
  [`GET ${DRY_RUN}`]: reads(),
  [`GET ${DRY_RUN}/accounts`]: reads(),
  [`GET ${DRY_RUN}/bills`]: reads(),
  [`GET ${DRY_RUN}/readings`]: reads(),
  [`GET ${BILLS}`]: reads(),
  [`GET ${BILLS}/:account`]: reads(ofAccount),
  [`GET ${BILLS}/:account/lines/:code`]: reads(ofAccount),
  'GET /markets/:marketId/disputes': reads(),
  'POST /markets/:marketId/disputes': changes({ peer: body('account', 'peer:') }),
  'POST /markets/:marketId/disputes/:disputeId/verdicts': changes(),
  'GET /markets/:marketId/credit': reads(),
  'POST /markets/:marketId/credit/limits': changes(),
  'POST /markets/:marketId/credit/payments': changes(),
  'POST /markets/:marketId/credit/suspensions': changes(),
};
