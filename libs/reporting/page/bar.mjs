import { h, replaceContent } from './dom.mjs';
import { shortDay } from './format.mjs';
import { theme, toggleTheme } from './theme.mjs';
import { choose } from './url-state.mjs';
import { language, word } from './words.mjs';

let drawnAs = '';

/** The bar at the top, drawn anew only where it changed: a list that is open stays open. */
export const drawBar = ({ markets, market, auctions, auction, live }) => {
  const now = JSON.stringify([markets, market, auctions, auction, live, language(), theme()]);
  if (now === drawnAs) return;
  drawnAs = now;
  replaceContent(
    document.getElementById('bar'),
    h('a', { class: 'brand', href: './' }, h('img', { src: 'page/icon.svg', alt: '' }), 'trueque'),
    ...(markets.length > 0 ? [marketChoice(markets, market)] : []),
    ...(auctions.length > 0 ? [auctionChoice(auctions, auction, market)] : []),
    liveMark(live),
    languageSwitch(),
    themeSwitch(),
  );
};

const chooseMarket = ({ target }) =>
  choose({ market: target.value, auction: null, community: null, peer: null });

const marketChoice = (markets, market) =>
  h(
    'div',
    { class: 'choice' },
    h('label', { for: 'market' }, word('market')),
    h(
      'select',
      { id: 'market', onchange: chooseMarket },
      markets.map(({ marketId, name }) =>
        h('option', { value: marketId, selected: marketId === market?.marketId }, name),
      ),
    ),
  );

const auctionChoice = (auctions, auction, market) => {
  const at = auctions.findIndex(({ auctionId }) => auctionId === auction?.auctionId);
  const step = (id, sign, name, to) =>
    h(
      'button',
      {
        id,
        type: 'button',
        class: 'step',
        'aria-label': word(name),
        title: word(name),
        disabled: to === undefined,
        onclick: () => choose({ auction: to.auctionId }),
      },
      sign,
    );
  return h(
    'div',
    { class: 'choice' },
    h('label', { for: 'auction' }, word('auction')),
    step('earlier', '‹', 'earlier', auctions[at - 1]),
    h(
      'select',
      { id: 'auction', onchange: ({ target }) => choose({ auction: target.value }) },
      auctions.map((each) =>
        h(
          'option',
          { value: each.auctionId, selected: each === auctions[at] },
          auctionName(each, market),
        ),
      ),
    ),
    step('later', '›', 'later', at < 0 ? undefined : auctions[at + 1]),
  );
};

const auctionName = ({ auctionId, start, state }, { timeZone }) =>
  `${shortDay(start, timeZone)} · ${auctionId.startsWith('20') ? '' : `${auctionId} · `}${word(state)}`;

const LIVE = { on: 'liveOn', off: 'liveOff', waiting: 'liveWaiting' };

const liveMark = (live) =>
  h(
    'span',
    {
      class: 'live',
      'data-state': live,
      title: word(live === 'off' ? 'liveOffLong' : 'liveOnLong'),
    },
    word(LIVE[live]),
  );

const languageSwitch = () => {
  const other = language() === 'en' ? 'es' : 'en';
  return h(
    'button',
    { id: 'language', type: 'button', lang: other, onclick: () => choose({ lang: other }) },
    word('inOtherLanguage'),
  );
};

const themeSwitch = () => {
  const dark = theme() === 'dark';
  const name = word(dark ? 'toLightLong' : 'toDarkLong');
  return h(
    'button',
    { id: 'theme', type: 'button', 'aria-label': name, title: name, onclick: toggleTheme },
    word(dark ? 'toLight' : 'toDark'),
  );
};
