import type { AuctionDelivery } from '@trueque/contracts';
import { categoryAxis, legend, type Option, valueAxis } from '../../charts/option';
import { decals, type Palette, PATTERN_INK, usePalette } from '../../charts/palette';
import { Figure } from '../../parts/figure';
import type { Column } from '../../parts/table-columns';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { runsWords } from './words';

const QUALITIES = ['measured', 'estimated', 'substituted', 'missing'] as const;
type Words = (typeof runsWords)['en'];
type Deliveries = readonly AuctionDelivery[];

/** What meters told of each auction. */
export const CoverageFigure = ({ deliveries }: { readonly deliveries: Deliveries }) => {
  const words = useWords(runsWords);
  const palette = usePalette();
  const { whole } = useFormat();
  const columns: readonly Column<AuctionDelivery>[] = [
    { head: words.auction, text: ({ auctionId }) => auctionId },
    ...(['expected', ...QUALITIES] as const).map((name): Column<AuctionDelivery> => ({
      head: words[name],
      numeric: true,
      text: ({ coverage }) => whole(coverage[name]),
      raw: ({ coverage }) => coverage[name],
    })),
  ];
  return (
    <Figure
      id="coverage"
      title={words.coverage}
      unit={words.values}
      note={words.coverageNote}
      option={coverageOption(deliveries, palette, words)}
      height={260}
      columns={columns}
      rows={deliveries}
      keyOf={({ auctionId }) => auctionId}
    />
  );
};

const coverageOption = (deliveries: Deliveries, palette: Palette, words: Words): Option => {
  const patterns = decals(PATTERN_INK);
  const looks = {
    measured: { color: palette.load, decal: patterns.none },
    estimated: { color: palette.load, decal: patterns.grid },
    substituted: { color: palette.load, decal: patterns.storage },
    missing: { color: palette.bad, decal: patterns.others },
  };
  return {
    grid: { left: 58, right: 16, top: 62, bottom: 34 },
    legend: legend(palette),
    xAxis: categoryAxis(
      palette,
      deliveries.map(({ auctionId }) => auctionId),
    ),
    yAxis: valueAxis(palette, words.values),
    series: QUALITIES.map((quality) => ({
      ...{ name: words[quality], type: 'bar', stack: 'values', barMaxWidth: 64 },
      itemStyle: looks[quality],
      data: deliveries.map(({ coverage }) => coverage[quality]),
    })),
  };
};
