const STORED = 'trueque.theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set();

/** A browser that keeps nothing still shows everything. */
const stored = () => {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
};

let picked = stored();

export const theme = () => picked ?? (system.matches ? 'dark' : 'light');

const apply = () => {
  document.documentElement.dataset.theme = theme();
  for (const listener of listeners) listener();
};

export const toggleTheme = () => {
  picked = theme() === 'dark' ? 'light' : 'dark';
  try {
    localStorage.setItem(STORED, picked);
  } catch {
    // Nothing is kept here: it holds until the page is left.
  }
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
