import { auctionPath, getAll, withQuery } from './api.mjs';
import { h } from './dom.mjs';
import { dayFigure } from './figures/day.mjs';
import { flowsFigure } from './figures/flows.mjs';
import { peersFigure } from './figures/peers.mjs';
import { pricesFigure } from './figures/prices.mjs';
import { proofFigure } from './figures/proof.mjs';
import { statementsFigure } from './figures/statements.mjs';
import { tiles } from './figures/tiles.mjs';
import { day, moment, whole } from './format.mjs';
import { failedNotice, pendingNotice } from './parts/notices.mjs';
import { word } from './words.mjs';

const COMMUNITIES_DRAWN = 9;

/** Everything that the page shows of one auction, read from the API. */
export const readResult = async ({ market, auction, communities, peers: members, community }) => {
  if (auction.clearedAt === null) return { market, auction };
  const at = auctionPath(market.marketId, auction.auctionId);
  const ids = communities.map(({ communityId }) => communityId);
  const [energy, own, prices, peers, exchanges, balances] = await Promise.all([
    getAll(`${at}/energy`),
    community === undefined ? undefined : getAll(withQuery(`${at}/communities`, { community })),
    readPrices(`${at}/prices`, ids, community),
    getAll(`${at}/peers`),
    getAll(`${at}/exchanges`),
    getAll(
      withQuery(`markets/${encodeURIComponent(market.marketId)}/balances`, {
        auction: auction.auctionId,
      }),
    ),
  ]);
  const { gridCommunities, homeCommunities } = sortedOut(ids, members);
  return {
    market,
    auction,
    at,
    energy,
    own,
    prices,
    peers,
    exchanges,
    balances,
    ids,
    gridCommunities,
    homeCommunities,
  };
};

/** All prices while communities are few; of many, the first ones and the chosen one. */
const readPrices = async (path, ids, community) => {
  if (ids.length <= COMMUNITIES_DRAWN) return getAll(path);
  const some = new Set([
    ...ids.slice(0, COMMUNITIES_DRAWN),
    ...(community === undefined ? [] : [community]),
  ]);
  return (
    await Promise.all([...some].map((id) => getAll(withQuery(path, { community: id }))))
  ).flat();
};

/** A community of the main grid alone is the grid, not a neighbourhood. */
const sortedOut = (ids, members) => {
  const homes = new Set(
    members.filter(({ role }) => role !== 'grid').map(({ communityId }) => communityId),
  );
  return {
    gridCommunities: new Set(ids.filter((id) => !homes.has(id))),
    homeCommunities: ids.filter((id) => homes.has(id)),
  };
};

/** The auction's headline and, once it is cleared, its figures. */
export const resultParts = (result, choice) => {
  const { market, auction } = result;
  if (auction.state === 'failed')
    return [headline(market, auction), failedNotice(auction, market.timeZone)];
  if (auction.clearedAt !== null)
    return [headline(market, auction, sentence(market, auction)), ...figures(result, choice)];
  const text = sentence(market, auction);
  return [headline(market, auction), pendingNotice(auction, text, choice.others)];
};

const figures = (result, { community, peer }) => {
  const { market, auction, at, energy, own, prices, peers, exchanges, balances } = result;
  const { ids, gridCommunities, homeCommunities: communities } = result;
  const shown = own ?? energy;
  const homePrices = prices.filter(({ communityId }) => !gridCommunities.has(communityId));
  const path = own === undefined ? `${at}/energy` : withQuery(`${at}/communities`, { community });
  const ofAuction = (list) => ({ market, auction, path: `${at}/${list}` });
  return [
    tiles({ auction, energy, exchanges, prices: homePrices, peers }),
    dayFigure({ market, auction, energy: shown, prices: homePrices, communities, community, path }),
    h(
      'div',
      { class: 'pair' },
      pricesFigure({
        ...ofAuction('prices'),
        prices,
        communitiesCount: ids.length,
        gridCommunities,
      }),
      flowsFigure({ ...ofAuction('exchanges'), exchanges }),
    ),
    peersFigure({ ...ofAuction('peers'), peers }),
    h(
      'div',
      { class: 'pair uneven' },
      statementsFigure({ market, auction, balances, peer }),
      proofFigure({ market, auction }),
    ),
  ];
};

const sentence = ({ timeZone }, { state, offersCount, gateClosesAt }) =>
  word(`${state}Sentence`, { count: whole(offersCount), time: moment(gateClosesAt, timeZone) });

const headline = (market, auction, text) =>
  h(
    'div',
    { class: 'headline' },
    h('h1', {}, day(auction.start, market.timeZone)),
    h('span', { class: 'pill', 'data-state': auction.state }, word(auction.state)),
    text && h('p', {}, text),
  );
