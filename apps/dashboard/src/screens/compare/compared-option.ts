import { categoryAxis, legend, type Option, valueAxis } from '../../charts/option';
import { decals, type Palette, PATTERN_INK } from '../../charts/palette';
import type { Part, PeerPair } from './compared';

export interface ComparedView {
  readonly peers: readonly PeerPair[];
  readonly part: Part;
  readonly names: readonly [string, string];
  readonly palette: Palette;
}

/** Two bars for each peer: solid the first, striped the second. */
export const comparedOption = ({ peers, part, names, palette }: ComparedView): Option => {
  const patterns = decals(PATTERN_INK);
  const looks = [
    { color: palette.load, decal: patterns.none },
    { color: palette.community, decal: patterns.grid },
  ];
  return {
    grid: { left: 62, right: 16, top: 62, bottom: peers.length > 12 ? 64 : 34 },
    legend: legend(palette),
    xAxis: categoryAxis(
      palette,
      peers.map(({ peerId }) => peerId),
      { axisLabel: { color: palette.soft, rotate: peers.length > 12 ? 40 : 0 } },
    ),
    yAxis: valueAxis(palette, part === 'money' ? '' : 'kWh'),
    series: ([0, 1] as const).map((side) => ({
      ...{ name: names[side], type: 'bar', barMaxWidth: 40, itemStyle: looks[side] },
      data: peers.map((peer) => peer[part][side]),
    })),
  };
};
