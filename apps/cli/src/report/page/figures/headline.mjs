import { data, head, onePeriod } from '../data.mjs';
import { h } from '../dom.mjs';
import { counted, day, moment, whole } from '../format.mjs';
import { word } from '../words.mjs';

/** Which case this is, when it delivers, how large it is. */
export const headline = () => {
  const [start] = data.starts;
  const when = start === undefined ? null : onePeriod ? moment(start) : day(start);
  const length = word(head.mtu);
  const horizon = onePeriod
    ? word('onePeriod', { length })
    : word('periods', { count: whole(data.starts.length), length });
  const size = [
    counted(data.peers.all, 'onePeer', 'peersCount'),
    counted(data.prices.all, 'oneCommunity', 'communitiesCount'),
  ];
  return h(
    'div',
    { class: 'headline' },
    h('h1', {}, head.name),
    h('span', { class: 'pill', 'data-state': head.status }, word(head.status)),
    h('p', {}, [when, horizon, ...size].filter(Boolean).join(' · ')),
    head.note !== '' && h('p', { class: 'note' }, head.note),
  );
};
