import { data, head, units } from '../data.mjs';
import { h } from '../dom.mjs';
import { amount, counted, price, real, share } from '../format.mjs';
import { word } from '../words.mjs';

const energyOf = (powers) => powers.reduce((sum, power) => sum + power, 0) * head.hours;

/** What the clearing came to, in five numbers. */
export const tiles = () => {
  const [all] = data.views.rows;
  const served = energyOf(all.served);
  const fromGrid = energyOf(all.fromGrid);
  const traded = data.trades.energy;
  const local = served === 0 ? '–' : share(Math.max(0, 1 - fromGrid / served));
  const mean = traded === 0 ? ['–'] : [price(data.trades.meanPrice), units.price];
  return h(
    'dl',
    { class: 'tiles' },
    tile(
      'objective',
      [real(Number(head.objective.toFixed(6))), units.money],
      word('objectiveAside'),
    ),
    tile('served', [amount(served), units.energy], word('servedAside')),
    tile('local', [local], word('localAside', { energy: `${amount(fromGrid)} ${units.energy}` })),
    tile(
      'traded',
      [amount(traded), units.energy],
      counted(data.trades.count, 'tradedAsideOne', 'tradedAside'),
    ),
    tile('meanPrice', mean, extremes()),
  );
};

const extremes = () => {
  const { greatest, least } = data.trades;
  return (
    data.trades.count > 0 &&
    word('meanPriceAside', { least: price(least), greatest: price(greatest) })
  );
};

const tile = (name, [value, unit], aside) =>
  h(
    'div',
    { class: 'card tile' },
    h('dt', {}, word(name)),
    h('dd', { class: 'figure' }, value, unit && h('small', {}, unit)),
    aside && h('dd', { class: 'aside' }, aside),
  );
