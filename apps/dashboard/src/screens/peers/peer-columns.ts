import type { PeerTotals } from '@trueque/contracts';
import { moneyNumber, type Scale } from '../../format/numbers';
import type { Column } from '../../parts/table-columns';
import type { Format } from '../../shell/use-format';
import { clearedNetWh, meteredNetWh } from './peers-option';
import type { peersWords } from './words';

type Words = (typeof peersWords)['en'];

/** All that is known of a peer over the period. */
export const peerColumns = (
  words: Words,
  format: Format,
  scale: Scale,
): readonly Column<PeerTotals>[] => {
  const energy = (head: string, read: (peer: PeerTotals) => number | null): Column<PeerTotals> => ({
    head: `${head}, ${scale.unit}`,
    numeric: true,
    text: (peer) => {
      const wh = read(peer);
      return wh === null ? '–' : format.scaled(wh, scale);
    },
    raw: (peer) => {
      const wh = read(peer);
      return wh === null ? null : wh / scale.divisor;
    },
  });
  return [
    { head: words.peer, text: ({ peerId }) => peerId },
    { head: words.community, text: ({ communityId }) => communityId },
    { head: words.role, text: ({ role }) => role ?? '' },
    energy(words.generation, ({ generationWh }) => generationWh),
    energy(words.imports, ({ importsWh }) => importsWh),
    energy(words.exports, ({ exportsWh }) => exportsWh),
    energy(words.served, ({ servedWh }) => servedWh),
    energy(words.charge, ({ chargeWh }) => chargeWh),
    energy(words.discharge, ({ dischargeWh }) => dischargeWh),
    energy(words.clearedNet, clearedNetWh),
    energy(words.meteredNet, meteredNetWh),
    {
      head: `${words.total}, ${format.currency}`,
      numeric: true,
      text: ({ totalNanos }) => (totalNanos === null ? '–' : format.money(totalNanos)),
      raw: ({ totalNanos }) => (totalNanos === null ? null : moneyNumber(totalNanos)),
    },
  ];
};
