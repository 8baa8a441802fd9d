import { h } from '../dom.mjs';
import { kwh, price, share, units, whole } from '../format.mjs';
import { word } from '../words.mjs';

const sum = (rows, field) => rows.reduce((total, row) => total + row[field], 0);

/** What an auction came to, in five numbers. */
export const tiles = ({ auction, energy, exchanges, prices, peers }) => {
  const unit = units(auction.currency);
  const served = sum(energy, 'servedWh');
  const fromGrid = sum(energy, 'gridImportsWh');
  const toGrid = sum(energy, 'gridExportsWh');
  const generated = sum(energy, 'generationWh');
  const traded = sum(exchanges, 'energyWh');
  const values = prices.map(({ priceMicrosPerKwh }) => priceMicrosPerKwh);
  return h(
    'dl',
    { class: 'tiles' },
    tile(
      'served',
      [kwh(served), unit.energy],
      word('servedAside', { count: whole(peers.filter(({ role }) => role !== 'grid').length) }),
    ),
    tile(
      'local',
      [served === 0 ? '–' : share(Math.max(0, 1 - fromGrid / served))],
      word('localAside', { energy: `${kwh(fromGrid)} ${unit.energy}` }),
    ),
    tile(
      'meanPrice',
      traded === 0 ? ['–'] : [price(meanPrice(exchanges, traded)), unit.price],
      values.length > 0 &&
        word('meanPriceAside', {
          least: price(Math.min(...values)),
          greatest: price(Math.max(...values)),
        }),
    ),
    tile(
      'traded',
      [kwh(traded), unit.energy],
      word('tradedAside', { count: whole(auction.tradesCount ?? 0) }),
    ),
    tile(
      'fedIn',
      [kwh(toGrid), unit.energy],
      generated > 0 && word('fedInAside', { share: share(toGrid / generated) }),
    ),
  );
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
