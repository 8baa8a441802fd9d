/** Codes of lines whose energy a meter told, or the rules in its place. */
export const METERED_CODES: readonly string[] = [
  ...['shared-purchase', 'shared-sale', 'grid-purchase', 'grid-sale'],
  ...['purchase', 'sale', 'deviation-short', 'deviation-long'],
];

/** All codes that no charge may take. */
export const LINE_CODES: readonly string[] = [...METERED_CODES, 'link-revenue', 'rounding'];
