import type { Exchange, TradePair } from '@trueque/contracts';
import { type Option, tooltip } from '../../charts/option';
import type { Palette } from '../../charts/palette';

export interface SankeyView {
  readonly exchanges: readonly Exchange[];
  readonly palette: Palette;
  readonly energy: (wh: number) => string;
  /** What a side is called as a seller and as a buyer. */
  readonly nameOf: (kind: Exchange['fromKind'], id: string, side: 'sells' | 'buys') => string;
}

const colourOf = (kind: Exchange['fromKind'], palette: Palette): string =>
  kind === 'grid' ? palette.grid : kind === 'others' ? palette.load : palette.community;

/** Sellers on the left, buyers on the right: a community may be both. */
export const sankeyOption = ({ exchanges, palette, energy, nameOf }: SankeyView): Option => {
  const nodes = new Map<string, object>();
  const node = (name: string, kind: Exchange['fromKind'], depth: number) =>
    nodes.set(name, {
      ...{ name, depth, itemStyle: { color: colourOf(kind, palette) } },
      // Within the picture, however narrow.
      label: { position: depth === 0 ? 'right' : 'left' },
    });
  const links = exchanges.map(({ fromKind, from, toKind, to, energyWh }) => {
    const source = nameOf(fromKind, from, 'sells');
    const target = nameOf(toKind, to, 'buys');
    node(source, fromKind, 0);
    node(target, toKind, 1);
    return { source, target, value: energyWh };
  });
  return {
    tooltip: { trigger: 'item', formatter: (item: SankeyItem) => tellFlow(item, energy) },
    series: [
      {
        ...{
          type: 'sankey',
          data: [...nodes.values()],
          links,
          left: 6,
          right: 6,
          top: 8,
          bottom: 8,
        },
        ...{ nodeWidth: 16, nodeGap: 14, draggable: false, emphasis: { focus: 'adjacency' } },
        label: { color: palette.ink, fontSize: 12.5 },
        lineStyle: { color: 'source', opacity: 0.32, curveness: 0.5 },
      },
    ],
  };
};

interface SankeyItem {
  readonly dataType: string;
  readonly name: string;
  readonly value: number;
  readonly data: { readonly source?: string; readonly target?: string };
}

const tellFlow = ({ dataType, name, value, data }: SankeyItem, energy: (wh: number) => string) =>
  dataType === 'edge'
    ? tooltip(`${data.source} → ${data.target}`, [[undefined, '', energy(value)]])
    : tooltip(name, [[undefined, '', energy(value)]]);

export interface GraphView {
  readonly pairs: readonly TradePair[];
  readonly palette: Palette;
  readonly energy: (wh: number) => string;
  /** Communities whose peers are the main grid's. */
  readonly gridIds: ReadonlySet<string>;
}

const SIZE_MIN = 14;
const SIZE_MAX = 46;
const WIDTH_MAX = 9;

/** Peers in a circle, with a line for all that one sold to another. */
export const graphOption = ({ pairs, palette, energy, gridIds }: GraphView): Option => {
  const tradedWh = new Map<string, number>();
  for (const { sellerId, buyerId, energyWh } of pairs)
    for (const peer of [sellerId, buyerId])
      tradedWh.set(peer, (tradedWh.get(peer) ?? 0) + energyWh);
  const most = Math.max(1, ...tradedWh.values());
  const largest = Math.max(1, ...pairs.map(({ energyWh }) => energyWh));
  return {
    tooltip: { trigger: 'item', formatter: (item: SankeyItem) => tellFlow(item, energy) },
    series: [
      {
        ...{ type: 'graph', layout: 'circular', circular: { rotateLabel: tradedWh.size > 14 } },
        ...{ roam: false, left: 44, right: 72, top: 44, bottom: 44 },
        ...{ edgeSymbol: ['none', 'arrow'], edgeSymbolSize: 7 },
        data: [...tradedWh].map(([name, value]) => ({
          ...{
            name,
            value,
            symbolSize: SIZE_MIN + (SIZE_MAX - SIZE_MIN) * Math.sqrt(value / most),
          },
          symbol: gridIds.has(name) ? 'rect' : 'circle',
          itemStyle: { color: gridIds.has(name) ? palette.grid : palette.community },
        })),
        links: pairs.map(({ sellerId, buyerId, energyWh }) => ({
          ...{ source: sellerId, target: buyerId, value: energyWh },
          lineStyle: {
            width: Math.max(0.8, (WIDTH_MAX * energyWh) / largest),
            color: gridIds.has(sellerId) ? palette.grid : palette.community,
          },
        })),
        label: {
          ...{ show: true, position: 'right', color: palette.ink, fontSize: 12 },
          // Lines pass behind a name.
          ...{ textBorderColor: palette.surface, textBorderWidth: 3 },
        },
        lineStyle: { curveness: 0.22, opacity: 0.45 },
        emphasis: { focus: 'adjacency' },
      },
    ],
  };
};
