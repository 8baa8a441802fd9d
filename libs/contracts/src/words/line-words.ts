/** What the lines of a bill are called, and what is known of the readings behind them. */
export interface LineWords {
  /** By code; a charge of the rules is called by its own. */
  readonly lines: Readonly<Record<string, string>>;
  /** In the order of their rank. */
  readonly qualities: Readonly<
    Record<'measured' | 'substituted' | 'estimated' | 'missing', string>
  >;
}

/** The same words on the page, in the document and wherever else somebody reads a bill. */
export const LINE_WORDS: Readonly<Record<'en' | 'es', LineWords>> = {
  en: {
    lines: {
      'shared-purchase': 'Bought in the community',
      'shared-sale': 'Sold in the community',
      'grid-purchase': 'Bought from the grid',
      'grid-sale': 'Sold to the grid',
      purchase: 'Bought in the market',
      sale: 'Sold in the market',
      'deviation-short': 'Taken beyond what was traded',
      'deviation-long': 'Left of what was traded',
      'link-revenue': 'Paid for links that you own',
    },
    qualities: {
      ...{ measured: 'measured', substituted: 'substituted' },
      ...{ estimated: 'estimated', missing: 'missing' },
    },
  },
  es: {
    lines: {
      'shared-purchase': 'Comprado en la comunidad',
      'shared-sale': 'Vendido en la comunidad',
      'grid-purchase': 'Comprado a la red',
      'grid-sale': 'Vendido a la red',
      purchase: 'Comprado en el mercado',
      sale: 'Vendido en el mercado',
      'deviation-short': 'Tomado por encima de lo casado',
      'deviation-long': 'Sobrante de lo casado',
      'link-revenue': 'Pagado por enlaces propios',
    },
    qualities: {
      ...{ measured: 'medido', substituted: 'sustituido' },
      ...{ estimated: 'estimado', missing: 'faltante' },
    },
  },
};
