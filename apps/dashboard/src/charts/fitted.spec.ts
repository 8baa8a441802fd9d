import { belowLegend, LEGEND_LINE, legendLines } from './fitted';

const named = (...names: readonly string[]) => ({
  legend: {},
  series: names.map((name) => ({ name })),
});

describe('A legend', () => {
  const day = named('Own generation', 'From storage', 'From the grid', 'Load', 'Stored', 'Price');

  it('is one line where there is room, and more where there is less', () =>
    expect([1136, 420, 300, 120].map((width) => legendLines(day, width))).toEqual([1, 2, 3, 6]));

  it('names a series that is drawn twice once, and nothing of one without a name', () =>
    expect(legendLines(named('Price', '', 'Price', 'Price', 'Price'), 120)).toBe(1));

  it('takes no second line where none is drawn, or where nothing is known of its place', () => {
    expect(legendLines({ series: day.series }, 100)).toBe(1);
    expect(legendLines(day, 0)).toBe(1);
  });

  it('has a line for a name that is wider than its place', () =>
    expect(legendLines(named('A name that no telephone is wide enough for'), 90)).toBe(1));
});

describe('A drawing', () => {
  it('begins below all lines of its legend, each part of it', () =>
    expect(belowLegend({ grid: [{ top: 60, height: 200 }, { top: 300 }] }, 3)).toEqual({
      grid: [{ top: 60 + 2 * LEGEND_LINE, height: 200 }, { top: 300 + 2 * LEGEND_LINE }],
    }));

  it('stays where it is below one line, or without a grid', () => {
    const option = { grid: { top: 60 } };
    expect(belowLegend(option, 1)).toBe(option);
    expect(belowLegend({ series: [] }, 4)).toEqual({ series: [] });
  });
});
