/** Text that is always text: what a market calls its members never becomes markup. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export const number = (value: number, digits = 3): string => {
  const shown = Math.abs(value) < 0.5 / 10 ** digits ? 0 : value;
  return shown.toLocaleString('en-US', { maximumFractionDigits: digits });
};

/** With four digits, for the few places of a chart. */
export const short = (value: number): string =>
  value.toLocaleString('en-US', { maximumSignificantDigits: 4 });

export const signed = (value: number, digits = 2): string => {
  const text = number(value, digits);
  return value > 0 && text !== '0' ? `+${text}` : text;
};

export const percent = (share: number): string => `${number(share * 100, 1)} %`;
