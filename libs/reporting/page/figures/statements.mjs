import { auctionPath, get } from '../api.mjs';
import { h } from '../dom.mjs';
import { accountName, clockTimes, exactMoney, kwh, money, price, units } from '../format.mjs';
import { card } from '../parts/card.mjs';
import { table } from '../parts/table.mjs';
import { choose } from '../url-state.mjs';
import { word } from '../words.mjs';

const TOKENS = { peer: 'community', grid: 'grid', network: 'network', congestion: 'network' };
const ORDER = Object.keys(TOKENS);

/** All accounts of an auction and the check that matters: nothing is made and nothing is lost. */
export const statementsFigure = (view) => {
  const { auction, balances } = view;
  const { currency } = auction;
  const head = { id: 'statements', title: word('statementsTitle'), unit: units(currency).money };
  if (balances.length === 0) return card({ ...head, explain: word('notSettled') });
  const explain = word(auction.runKind === 'metered' ? 'meteredExplain' : 'statementsExplain');
  const nanos = balances.map(({ balanceNanos }) => BigInt(balanceNanos));
  const rest = nanos.reduce((total, each) => total + each, 0n);
  const largest = nanos.reduce((most, each) => Math.max(most, Math.abs(Number(each))), 1);
  return card(
    { ...head, explain, tools: checkOf(rest, currency) },
    h(
      'div',
      {
        class: 'scroll tall',
        tabindex: '0',
        role: 'region',
        'aria-labelledby': 'statements-title',
      },
      h(
        'table',
        { class: 'money' },
        h('thead', {}, h('tr', {}, columnHeads())),
        h(
          'tbody',
          {},
          ordered(balances).map((balance) => rowsOf({ ...view, balance, largest })),
        ),
        h('tfoot', {}, h('tr', {}, sumOf(rest, currency))),
      ),
    ),
  );
};

const sumOf = (rest, currency) => [
  h('th', { scope: 'row' }, word('sum')),
  h('td', { class: 'lever-column' }),
  h('td', { colspan: '2', title: exactMoney(rest, currency) }, money(rest, currency)),
];

const columnHeads = () => [
  h('th', { scope: 'col' }, word('account')),
  h('th', { scope: 'col', class: 'lever-column' }),
  h('th', { scope: 'col' }, word('toPay')),
  h('th', { scope: 'col' }, word('toReceive')),
];

const checkOf = (rest, currency) =>
  rest === 0n
    ? h('p', { id: 'money-check', class: 'check' }, '✓ ', word('sumsToZero'))
    : h(
        'p',
        { id: 'money-check', class: 'check broken', role: 'alert' },
        '✗ ',
        word('sumBroken', { rest: exactMoney(rest, currency) }),
      );

const kindOf = ({ account }) => account.slice(0, account.indexOf(':'));
const placeOf = (balance) =>
  (ORDER.indexOf(kindOf(balance)) + ORDER.length + 1) % (ORDER.length + 1);

/** Peers first, then the main grid, then what the network and congestion earn, then rounding. */
const ordered = (balances) =>
  [...balances].sort((a, b) => placeOf(a) - placeOf(b) || (a.account < b.account ? -1 : 1));

const rowsOf = ({ market, auction, balance, largest, peer }) => {
  const kind = kindOf(balance);
  const token = TOKENS[kind] ?? 'load';
  const id = balance.account.slice(kind.length + 1);
  const hasStatement = kind === 'peer' || kind === 'grid';
  const shown = hasStatement && id === peer;
  return [
    h(
      'tr',
      {},
      h(
        'th',
        { scope: 'row' },
        h('span', { class: 'swatch', '--key': `var(--${token})` }),
        hasStatement ? opener(id, shown) : accountName(balance.account),
      ),
      h('td', { class: 'lever-column' }, lever(Number(balance.balanceNanos) / largest, token)),
      amounts(balance),
    ),
    shown &&
      h('tr', { class: 'lines-row' }, h('td', { colspan: '4' }, statementOf(market, auction, id))),
  ];
};

/** To pay and to receive, without signs; nobody has both. */
const amounts = ({ balanceNanos, currency }) => {
  const owes = balanceNanos.startsWith('-');
  const amount = money(owes ? balanceNanos.slice(1) : balanceNanos, currency);
  const title = exactMoney(balanceNanos, currency);
  return [h('td', { title }, owes ? amount : ''), h('td', { title }, owes ? '' : amount)];
};

const opener = (id, shown) =>
  h(
    'button',
    {
      id: `statement-${id}`,
      type: 'button',
      class: 'link',
      'aria-expanded': String(shown),
      onclick: () => choose({ peer: shown ? null : id }),
    },
    id,
  );

/** Left of the middle is to pay, right of it to receive. */
const lever = (part, token) => {
  const side = (name, own) =>
    h(
      'span',
      { class: name },
      own &&
        h('i', { '--part': `${Math.max(1, Math.abs(part) * 100)}%`, '--key': `var(--${token})` }),
    );
  return h(
    'div',
    { class: 'lever', 'aria-hidden': 'true' },
    side('owes', part < 0),
    side('gets', part > 0),
  );
};

/** The lines come when they are asked for. */
const statementOf = (market, auction, peerId) => {
  const box = h('div', { class: 'lines', 'aria-busy': 'true' }, h('p', {}, word('loading')));
  get(`${auctionPath(market.marketId, auction.auctionId)}/statements/${encodeURIComponent(peerId)}`)
    .then((statement) => box.replaceChildren(...linesOf(market, auction, statement)))
    .catch((error) => box.replaceChildren(h('p', {}, error.message || word('unreachable'))))
    .finally(() => box.removeAttribute('aria-busy'));
  return box;
};

const linesOf = (market, { currency }, { peerId, lines, totalNanos }) => {
  const unit = units(currency);
  const starts = [...new Set(lines.map(({ start }) => start))].sort();
  const times = new Map(
    clockTimes(starts, market.timeZone).map((time, index) => [starts[index], time]),
  );
  const columns = [
    { name: word('period'), of: ({ start }) => times.get(start) },
    { name: word('kind'), text: true, of: ({ kind }) => word(kind) },
    { name: word('counterparty'), text: true, of: ({ counterparty }) => counterparty },
    { name: `${word('energy')} (${unit.energy})`, of: ({ energyWh }) => kwh(energyWh) },
    {
      name: `${word('price')} (${unit.price})`,
      of: ({ priceMicrosPerKwh }) => price(priceMicrosPerKwh),
    },
    { name: word('amount'), of: ({ amountNanos }) => money(amountNanos, currency) },
  ];
  return [
    h(
      'p',
      {},
      h('strong', {}, word('linesOf', { peer: peerId })),
      ` · ${money(totalNanos, currency)}`,
    ),
    lines.length === 0
      ? h('p', { class: 'explain' }, word('noLines'))
      : h(
          'div',
          {
            class: 'scroll',
            tabindex: '0',
            role: 'region',
            'aria-label': word('linesOf', { peer: peerId }),
          },
          table(columns, lines),
        ),
  ];
};
