import { useEffect, useState } from 'react';

/** Colours of the page as it is now: one each for community, grid, network and storage. */
export interface Palette {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly surface: string;
  readonly load: string;
  readonly community: string;
  readonly grid: string;
  readonly network: string;
  readonly storage: string;
  readonly bad: string;
}

const TOKENS: Readonly<Record<keyof Palette, string>> = {
  ink: '--ink',
  soft: '--ink-soft',
  line: '--line',
  surface: '--surface',
  load: '--load',
  community: '--community',
  grid: '--grid',
  network: '--network',
  storage: '--storage',
  bad: '--bad',
};

const read = (): Palette => {
  const style = getComputedStyle(document.documentElement);
  const colours = Object.entries(TOKENS).map(([name, token]) => [
    name,
    style.getPropertyValue(token).trim(),
  ]);
  return Object.fromEntries(colours) as Palette;
};

/** Follows the theme. */
export const usePalette = (): Palette => {
  const [palette, setPalette] = useState(read);
  useEffect(() => {
    const observer = new MutationObserver(() => setPalette(read()));
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => observer.disconnect();
  }, []);
  return palette;
};

/** Patterns beside colours, so that no meaning is in the colour alone. */
const STRIPES = { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5] } as const;

export const decals = (on: string) => ({
  none: { symbol: 'none' },
  grid: { ...STRIPES, rotation: Math.PI / 4, color: on },
  storage: { symbol: 'rect', symbolSize: 0.5, dashArrayX: [[3, 5]], dashArrayY: [3, 5], color: on },
  others: { ...STRIPES, rotation: -Math.PI / 4, color: on },
  use: { ...STRIPES, dashArrayY: [1, 6], color: on },
});

export const PATTERN_INK = 'rgba(255, 255, 255, 0.38)';
