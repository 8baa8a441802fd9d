import type { EChartsCoreOption } from 'echarts/core';
import { axisNumber } from '../format/numbers';
import type { Language } from '../words/words';
import type { Palette } from './palette';

export type Option = EChartsCoreOption;

const FONT = '"Inter Variable", system-ui, sans-serif';

/** What all charts share: quiet axes, no movement where none is wanted, names for screen readers. */
export const withBase = (
  palette: Palette,
  still: boolean,
  option: Option,
  language: Language,
): Option => ({
  animation: !still,
  animationDuration: 350,
  animationDurationUpdate: 250,
  aria: { enabled: true },
  textStyle: { fontFamily: FONT, fontSize: 12, color: palette.soft },
  ...option,
  ...axesIn(language, option),
  tooltip: {
    trigger: 'axis',
    confine: true,
    backgroundColor: palette.surface,
    borderColor: palette.line,
    padding: [10, 14],
    textStyle: { color: palette.ink, fontFamily: FONT, fontSize: 12.5 },
    extraCssText: 'box-shadow: 0 6px 24px rgb(0 0 0 / 14%); border-radius: 10px;',
    valueFormatter: (value: unknown) =>
      typeof value === 'number' ? axisNumber(value, language) : '–',
    axisPointer: { type: 'shadow', shadowStyle: { color: 'rgba(128, 140, 134, 0.13)' } },
    ...(option['tooltip'] as object | undefined),
  },
});

/** Numbers beside axes as the language writes them. */
const axesIn = (language: Language, option: Option): Option =>
  Object.fromEntries(
    ['xAxis', 'yAxis'].flatMap((name) => {
      const axes = option[name] as Axis | readonly Axis[] | undefined;
      if (axes === undefined) return [];
      return [[name, isList(axes) ? axes.map(axisIn(language)) : axisIn(language)(axes)]];
    }),
  );

type Axis = Readonly<Record<string, unknown>>;
const isList = (axes: Axis | readonly Axis[]): axes is readonly Axis[] => Array.isArray(axes);

const axisIn = (language: Language) => (axis: Axis) =>
  axis['type'] === 'value'
    ? {
        ...axis,
        axisLabel: {
          formatter: (value: number) => axisNumber(value, language),
          ...(axis['axisLabel'] as object | undefined),
        },
      }
    : axis;

export const legend = (palette: Palette, more: object = {}) => ({
  type: 'plain',
  top: 0,
  left: 0,
  itemWidth: 14,
  itemHeight: 10,
  itemGap: 18,
  textStyle: { color: palette.ink, fontSize: 12.5 },
  ...more,
});

export const categoryAxis = (palette: Palette, data: readonly string[], more: object = {}) => ({
  type: 'category',
  data: [...data],
  axisTick: { show: false },
  axisLine: { lineStyle: { color: palette.line } },
  axisLabel: { color: palette.soft, hideOverlap: true },
  ...more,
});

export const valueAxis = (palette: Palette, name: string, more: object = {}) => ({
  type: 'value',
  name,
  nameTextStyle: { color: palette.soft, align: 'left', padding: [0, 0, 4, -30] },
  axisLabel: { color: palette.soft },
  splitLine: { lineStyle: { color: palette.line } },
  ...more,
});

/** HTML of a tooltip: a bold head and a line for each part. Names come from the API, so they are escaped. */
export const tooltip = (
  head: string,
  rows: readonly (readonly [colour: string | undefined, name: string, value: string])[],
): string =>
  `<b>${escaped(head)}</b>${rows
    .map(
      ([colour, name, value]) =>
        `<div style="display:flex;gap:20px;justify-content:space-between;margin-top:4px"><span>${
          colour === undefined
            ? ''
            : `<i style="display:inline-block;width:9px;height:9px;border-radius:3px;background:${colour};margin-right:7px"></i>`
        }${escaped(name)}</span><b style="font-variant-numeric:tabular-nums;font-weight:600">${escaped(value)}</b></div>`,
    )
    .join('')}`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
