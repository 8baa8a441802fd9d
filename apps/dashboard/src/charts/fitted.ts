import type { Option } from './option';

/** A legend as wide as its place goes on in a line below; what it takes besides its name, pixels. */
const ITEM_BESIDE_NAME = 14 + 5 + 18;
/** A letter of the legend's size; rather too wide, so that there is always room. */
const LETTER = 7.3;
export const LEGEND_LINE = 22;

type Part = Readonly<Record<string, unknown>>;

const listOf = (part: unknown): readonly Part[] => {
  if (part === undefined) return [];
  return Array.isArray(part) ? (part as readonly Part[]) : [part as Part];
};

const namesIn = (option: Option): readonly string[] => [
  ...new Set(
    listOf(option['series']).flatMap(({ name }) =>
      typeof name === 'string' && name !== '' ? [name] : [],
    ),
  ),
];

/** How many lines the legend of a chart takes in a place so wide; one where nothing is known of it. */
export const legendLines = (option: Option, width: number): number => {
  if (option['legend'] === undefined || width <= 0) return 1;
  let [lines, left] = [1, width];
  for (const { length } of namesIn(option)) {
    const wanted = Math.min(width, ITEM_BESIDE_NAME + length * LETTER);
    if (wanted > left) [lines, left] = [lines + 1, width];
    left -= wanted;
  }
  return lines;
};

/** The same chart with its drawing so many lines lower. */
export const belowLegend = (option: Option, lines: number): Option => {
  const grids = listOf(option['grid']);
  if (lines <= 1 || grids.length === 0) return option;
  const by = (lines - 1) * LEGEND_LINE;
  return { ...option, grid: grids.map((grid) => ({ ...grid, top: Number(grid['top']) + by })) };
};
