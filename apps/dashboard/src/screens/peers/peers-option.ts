import type { PeerTotals } from '@trueque/contracts';
import { categoryAxis, legend, type Option, valueAxis } from '../../charts/option';
import { decals, type Palette, PATTERN_INK } from '../../charts/palette';
import type { Scale } from '../../format/numbers';
import type { peersWords } from './words';

export interface PeersView {
  readonly peers: readonly PeerTotals[];
  readonly palette: Palette;
  readonly scale: Scale;
  readonly words: (typeof peersWords)['en'];
  readonly decimal: (value: number, digits: number) => string;
}

/** Net energy that a peer takes from others, as cleared. */
export const clearedNetWh = ({ importsWh, exportsWh }: PeerTotals): number => importsWh - exportsWh;

/** The same as its meter says; null where it says nothing. */
export const meteredNetWh = ({ meteredImportsWh, meteredExportsWh }: PeerTotals): number | null =>
  meteredImportsWh === null || meteredExportsWh === null
    ? null
    : meteredImportsWh - meteredExportsWh;

interface Bar {
  readonly name: string;
  readonly read: (peer: PeerTotals) => number | null;
  readonly color: string;
  readonly decal: object;
}

/** Names of more peers than that are set askew. */
const UPRIGHT_MAX = 12;

const bars = ({ peers, palette, scale, decimal }: PeersView, shown: readonly Bar[]): Option => ({
  grid: { left: 62, right: 20, top: 58, bottom: peers.length > UPRIGHT_MAX ? 64 : 34 },
  legend: legend(palette),
  tooltip: {
    valueFormatter: (value: number | null) =>
      value === null ? '–' : `${decimal(value, scale.digits)} ${scale.unit}`,
  },
  xAxis: categoryAxis(
    palette,
    peers.map(({ peerId }) => peerId),
    { axisLabel: { color: palette.soft, rotate: peers.length > UPRIGHT_MAX ? 40 : 0 } },
  ),
  yAxis: valueAxis(palette, scale.unit),
  series: shown.map(({ name, read, color, decal }) => ({
    ...{ name, type: 'bar', barGap: '6%', barCategoryGap: '30%', itemStyle: { color, decal } },
    data: peers.map((peer) => {
      const value = read(peer);
      return value === null ? null : value / scale.divisor;
    }),
  })),
});

/** Three bars for each peer, as in figures 3, 5, 8 and 9 of the paper. */
export const peersOption = (view: PeersView): Option => {
  const { palette, words } = view;
  const patterns = decals(PATTERN_INK);
  return bars(view, [
    {
      name: words.generation,
      read: ({ generationWh }) => generationWh,
      color: palette.community,
      decal: patterns.none,
    },
    {
      name: words.imports,
      read: ({ importsWh }) => importsWh,
      color: palette.load,
      decal: patterns.use,
    },
    {
      name: words.exports,
      read: ({ exportsWh }) => exportsWh,
      color: palette.community,
      decal: patterns.others,
    },
  ]);
};

export const meteredOption = (view: PeersView): Option => {
  const { palette, words } = view;
  const patterns = decals(PATTERN_INK);
  return bars(view, [
    { name: words.clearedNet, read: clearedNetWh, color: palette.community, decal: patterns.none },
    { name: words.meteredNet, read: meteredNetWh, color: palette.load, decal: patterns.use },
  ]);
};
