import type { PeerTotals } from '@trueque/contracts';
import type { Scale } from '../../format/numbers';
import { type Column, figures, sums } from '../../parts/table-columns';
import type { Format } from '../../shell/use-format';
import { clearedNetWh, meteredNetWh } from './peers-option';
import { wordOf } from '../../words/words';
import type { peersWords } from './words';

type Words = (typeof peersWords)['en'];

/** All that is known of a peer over the period. */
export const peerColumns = (
  words: Words,
  format: Format,
  scale: Scale,
): readonly Column<PeerTotals>[] => {
  const energy = (head: string, read: (peer: PeerTotals) => number | null): Column<PeerTotals> =>
    figures(
      `${head}, ${scale.unit}`,
      (peer) => divided(read(peer), scale),
      (value) => format.decimal(value, scale.digits),
    );
  return [
    { head: words.peer, text: ({ peerId }) => peerId },
    { head: words.community, text: ({ communityId }) => communityId },
    {
      head: words.role,
      text: ({ role }) => (role === null ? '–' : wordOf(words.roleOf, role)),
      raw: ({ role }) => role,
    },
    energy(words.generation, ({ generationWh }) => generationWh),
    energy(words.imports, ({ importsWh }) => importsWh),
    energy(words.exports, ({ exportsWh }) => exportsWh),
    energy(words.served, ({ servedWh }) => servedWh),
    energy(words.charge, ({ chargeWh }) => chargeWh),
    energy(words.discharge, ({ dischargeWh }) => dischargeWh),
    energy(words.clearedNet, clearedNetWh),
    energy(words.meteredNet, meteredNetWh),
    sums(`${words.total}, ${format.currency}`, ({ totalNanos }) => totalNanos, format.money),
  ];
};

const divided = (wh: number | null, { divisor }: Scale): number | null =>
  wh === null ? null : wh / divisor;
