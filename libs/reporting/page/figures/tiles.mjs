import { h } from '../dom.mjs';
import { kwh, price, share, units, whole } from '../format.mjs';
import { word } from '../words.mjs';

const sum = (rows, field) => rows.reduce((total, row) => total + row[field], 0);

/** What an auction came to, in five numbers. */
export const tiles = ({ auction, energy, exchanges, prices, peers }) => {
  const unit = units(auction.currency);
  const sums = { served: sum(energy, 'servedWh'), traded: sum(exchanges, 'energyWh') };
  const grid = { in: sum(energy, 'gridImportsWh'), out: sum(energy, 'gridExportsWh') };
  const generated = sum(energy, 'generationWh');
  const homes = peers.filter(({ role }) => role !== 'grid');
  const local = sums.served === 0 ? '–' : share(Math.max(0, 1 - grid.in / sums.served));
  const mean = sums.traded === 0 ? ['–'] : [price(meanPrice(exchanges, sums.traded)), unit.price];
  const fromGrid = word('localAside', { energy: `${kwh(grid.in)} ${unit.energy}` });
  const toGrid = generated > 0 && word('fedInAside', { share: share(grid.out / generated) });
  return h(
    'dl',
    { class: 'tiles' },
    tile(
      'served',
      [kwh(sums.served), unit.energy],
      word('servedAside', { count: whole(homes.length) }),
    ),
    tile('local', [local], fromGrid),
    tile('meanPrice', mean, extremes(prices)),
    tile(
      'traded',
      [kwh(sums.traded), unit.energy],
      word('tradedAside', { count: whole(auction.tradesCount ?? 0) }),
    ),
    tile('fedIn', [kwh(grid.out), unit.energy], toGrid),
  );
};

const extremes = (prices) => {
  const values = prices.map(({ priceMicrosPerKwh }) => priceMicrosPerKwh);
  const [least, greatest] = [Math.min(...values), Math.max(...values)].map(price);
  return values.length > 0 && word('meanPriceAside', { least, greatest });
};

/** 10⁻⁹ currency per Wh is 10⁻⁶ currency per kWh. */
const meanPrice = (exchanges, traded) =>
  exchanges.reduce((total, { buyersPayNanos }) => total + Number(BigInt(buyersPayNanos)), 0) /
  traded;

const tile = (name, [value, unit], aside) =>
  h(
    'div',
    { class: 'card tile' },
    h('dt', {}, word(name)),
    h('dd', { class: 'figure' }, value, unit && h('small', {}, unit)),
    aside && h('dd', { class: 'aside' }, aside),
  );
