import { keep, kept } from './kept.mjs';

const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set();

let picked = kept('theme');

export const theme = () => picked ?? (system.matches ? 'dark' : 'light');

const apply = () => {
  document.documentElement.dataset.theme = theme();
  for (const listener of listeners) listener();
};

export const toggleTheme = () => {
  picked = theme() === 'dark' ? 'light' : 'dark';
  keep('theme', picked);
  apply();
};

export const onTheme = (listener) => listeners.add(listener);

system.addEventListener('change', apply);
apply();

/** The value of a colour token as it is now: charts cannot read custom properties. */
export const colour = (token) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${token}`).trim();

/** The same colour, see-through. */
export const faded = (token, alpha) => {
  const [, red, green, blue] = /^#(..)(..)(..)$/.exec(colour(token)) ?? [];
  return `rgba(${[red, green, blue].map((part) => parseInt(part, 16)).join(', ')}, ${alpha})`;
};
