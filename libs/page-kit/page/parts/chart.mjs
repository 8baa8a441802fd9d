import { h } from '../dom.mjs';
import { colour } from '../theme.mjs';
import { word } from '../words.mjs';

const still = matchMedia('(prefers-reduced-motion: reduce)');
const drawn = new Set();

/** Forgets the charts that are no longer on the page. */
export const disposeCharts = () => {
  for (const chart of drawn)
    if (!chart.getDom().isConnected) {
      chart.resizing.disconnect();
      chart.dispose();
      drawn.delete(chart);
    }
};

/** A chart of a height in pixels; its numbers are in the table beside it, which is its alternative. */
export const chart = (title, height, optionOf) => {
  const box = h('div', {
    class: 'chart',
    role: 'img',
    'aria-label': word('chartOf', { what: title }),
  });
  box.style.height = `${height}px`;
  const resizing = new ResizeObserver(() => draw(box, resizing, optionOf));
  resizing.observe(box);
  return box;
};

const draw = (box, resizing, optionOf) => {
  const { echarts } = globalThis;
  if (box.clientWidth === 0 || echarts === undefined) return;
  const existing = echarts.getInstanceByDom(box);
  const instance = existing ?? echarts.init(box, null, { renderer: 'svg' });
  if (existing === undefined) {
    instance.resizing = resizing;
    drawn.add(instance);
  } else instance.resize();
  instance.setOption(
    {
      animation: !still.matches && existing === undefined,
      animationDuration: 350,
      ...common(),
      ...optionOf(box.clientWidth),
    },
    true,
  );
};

const common = () => ({
  textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12.5 },
});

export const axisStyle = () => ({
  axisLine: { lineStyle: { color: colour('line-strong') } },
  axisTick: { show: false },
  axisLabel: { color: colour('ink-soft'), fontSize: 12 },
  nameTextStyle: { color: colour('ink-soft'), fontSize: 12, align: 'left' },
  splitLine: { lineStyle: { color: colour('line') } },
});

export const tooltipStyle = () => ({
  backgroundColor: colour('surface'),
  borderColor: colour('line-strong'),
  textStyle: { color: colour('ink'), fontSize: 13 },
  extraCssText: 'box-shadow: 0 6px 24px rgb(0 0 0 / 18%); border-radius: 10px;',
  confine: true,
});

/** What a pointer over a chart shows: a heading and lines of key, name and value. */
export const tooltip = (heading, lines) => {
  const cell = (text, style) => Object.assign(h('span', {}, text), { style });
  return h(
    'div',
    {},
    cell(heading, 'display:block;font-weight:640;margin-bottom:4px'),
    lines.map(([key, name, value]) => {
      const row = h(
        'div',
        {},
        cell('', `width:10px;height:10px;border-radius:3px;background:${key}`),
        cell(name, 'margin-right:auto'),
        cell(value, 'font-variant-numeric:tabular-nums;padding-left:18px'),
      );
      row.style = 'display:flex;align-items:center;gap:8px';
      return row;
    }),
  );
};

/** Stripes tell what leaves from what arrives without relying on colour. */
export const striped = () => ({
  symbol: 'rect',
  dashArrayX: [1, 0],
  dashArrayY: [2, 4],
  rotation: -Math.PI / 4,
  color: colour('surface'),
});
