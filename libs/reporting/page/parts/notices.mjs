import { h } from '../dom.mjs';
import { moment } from '../format.mjs';
import { choose, chosen } from '../url-state.mjs';
import { word } from '../words.mjs';

const notice = ({ title, text, bad = false }, ...ways) =>
  h(
    'section',
    { class: `card notice ${bad ? 'bad' : ''}`, role: bad ? 'alert' : null },
    h('h1', {}, title),
    text,
    h('div', { class: 'ways' }, ways),
  );

const paragraph = (text) => h('p', {}, text);
const way = (id, name, onclick) => h('button', { id, type: 'button', onclick }, name);
const apiWay = () => h('a', { href: 'docs' }, word('toApi'));

export const waiting = () => [
  h('p', { class: 'unseen' }, word('loading')),
  h('div', { class: 'card waiting' }),
  h('div', { class: 'card waiting tall' }),
];

export const noMarkets = () =>
  notice({ title: word('emptyTitle'), text: paragraph(word('emptyText')) }, apiWay());

export const noAuctions = (market) =>
  notice(
    {
      title: word('noAuctionsTitle'),
      text: paragraph(word('noAuctionsText', { market: market.name })),
    },
    apiWay(),
  );

/** Says what went wrong in the API's own words, and offers the way on that fits. */
export const brokenNotice = (error, retry) => {
  const gone = error.status === 404;
  const { market, auction } = chosen();
  const known = ['unreachable', 'market-unknown', 'auction-unknown'].includes(error.code);
  const text = known ? word(error.code, { market, auction }) : error.message;
  return notice(
    { title: word(gone ? 'goneTitle' : 'brokenTitle'), text: paragraph(text), bad: true },
    gone &&
      error.code === 'auction-unknown' &&
      way('newest', word('newest'), () => choose({ auction: null })),
    gone &&
      error.code !== 'auction-unknown' &&
      way('other', word('otherMarket'), () =>
        choose({ market: null, auction: null, community: null, peer: null }),
      ),
    !gone && way('retry', word('retry'), retry),
  );
};

/** Nothing to draw yet: the sentence says what is awaited, the way leads to what is there. */
export const pendingNotice = (auction, text, others) =>
  h(
    'section',
    { class: 'card notice' },
    h('h2', {}, word(`${auction.state}Title`)),
    paragraph(text),
    others &&
      h(
        'div',
        { class: 'ways' },
        way('newest', word('newest'), () => choose({ auction: null })),
      ),
  );

export const failedNotice = (auction, zone) =>
  h(
    'section',
    { class: 'card notice bad' },
    h('h2', {}, word('failedSentence')),
    paragraph(auction.failureDetail),
    (auction.explanation ?? []).length > 0 &&
      h(
        'ul',
        {},
        auction.explanation.map(({ community, period, message }) =>
          h(
            'li',
            {},
            h('strong', {}, word('failedAt', { community, time: moment(period, zone) })),
            ` — ${message}`,
          ),
        ),
      ),
    paragraph(word('failedWay')),
    h(
      'div',
      { class: 'ways' },
      way('newest', word('newest'), () => choose({ auction: null })),
    ),
  );
