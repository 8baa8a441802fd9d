import type { AnsweredPeer, AnsweredPeriod } from '@trueque/contracts';
import { categoryAxis, legend, type Option, valueAxis } from '../../charts/option';
import { decals, type Palette, PATTERN_INK, usePalette } from '../../charts/palette';
import { decimal } from '../../format/numbers';
import { Figure } from '../../parts/figure';
import type { Column } from '../../parts/table-columns';
import { useLanguage, useWords } from '../../words/language';
import { tryWords } from './words';

type Words = (typeof tryWords)['en'];
const PARTS = ['generation', 'imports', 'exports'] as const;
const KW_DIGITS = 3;

/** What each peer does in a period of a case. */
export const CasePeers = ({ period }: { readonly period: AnsweredPeriod }) => {
  const words = useWords(tryWords);
  const language = useLanguage();
  const palette = usePalette();
  const columns: readonly Column<AnsweredPeer>[] = [
    { head: words.peer, text: ({ id }) => id },
    ...PARTS.map((part): Column<AnsweredPeer> => ({
      head: `${words[part]}, kW`,
      numeric: true,
      text: (peer) => decimal(peer[part], KW_DIGITS, language),
      raw: (peer) => peer[part],
    })),
  ];
  return (
    <Figure
      id="case-peers"
      title={words.peersTitle}
      unit="kW"
      option={casePeersOption(period.peers, palette, words)}
      height={320}
      columns={columns}
      rows={period.peers}
      keyOf={({ id }) => id}
      provenance={{ run: words.run, status: words.status }}
    />
  );
};

const casePeersOption = (
  peers: readonly AnsweredPeer[],
  palette: Palette,
  words: Words,
): Option => {
  const patterns = decals(PATTERN_INK);
  const looks = {
    generation: { color: palette.community, decal: patterns.none },
    imports: { color: palette.load, decal: patterns.use },
    exports: { color: palette.community, decal: patterns.others },
  };
  return {
    grid: { left: 58, right: 16, top: 50, bottom: 34 },
    legend: legend(palette),
    xAxis: categoryAxis(
      palette,
      peers.map(({ id }) => id),
    ),
    yAxis: valueAxis(palette, 'kW'),
    series: PARTS.map((part) => ({
      ...{ name: words[part], type: 'bar', barMaxWidth: 34, itemStyle: looks[part] },
      data: peers.map((peer) => peer[part]),
    })),
  };
};
