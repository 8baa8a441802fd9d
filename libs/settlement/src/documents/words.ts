/** Languages that a bill is written in. */
export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What stands on a bill beside numbers and names. */
export interface BillWords {
  readonly title: string;
  readonly draft: string;
  readonly number: string;
  readonly account: string;
  readonly window: string;
  readonly run: string;
  readonly line: string;
  readonly energy: string;
  readonly amount: string;
  readonly total: string;
  readonly alone: string;
  readonly saved: string;
  readonly replaces: string;
  readonly difference: string;
  readonly quality: string;
  readonly qualities: readonly [string, string, string, string];
  /** Heading of the readings behind a line, and what one of them is. */
  readonly readings: string;
  readonly lineQualities: readonly [string, string, string, string];
  readonly toPay: string;
  readonly toReceive: string;
  /** Names of lines; a charge without one is called by its code. */
  readonly lines: Readonly<Record<string, string>>;
}

export const WORDS: Readonly<Record<Language, BillWords>> = {
  en: {
    ...{ title: 'Statement', draft: 'indication, not a bill', number: 'Number' },
    ...{ account: 'Account', window: 'Delivery', run: 'Settlement run', line: 'Line' },
    ...{ energy: 'Energy, kWh', amount: 'Amount', total: 'Total' },
    ...{ alone: 'With the grid alone', saved: 'Difference to the grid alone' },
    ...{ replaces: 'Replaces number', difference: 'Difference to it' },
    quality: 'Meter values',
    qualities: ['measured', 'substituted', 'estimated', 'missing, estimated here'],
    readings: 'Readings',
    lineQualities: ['measured', 'substituted', 'estimated', 'missing'],
    ...{ toPay: 'to pay', toReceive: 'to receive' },
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
  },
  es: {
    ...{ title: 'Estado de cuenta', draft: 'indicación, no es una factura', number: 'Número' },
    ...{ account: 'Cuenta', window: 'Entrega', run: 'Liquidación', line: 'Línea' },
    ...{ energy: 'Energía, kWh', amount: 'Importe', total: 'Total' },
    ...{ alone: 'Solo con la red', saved: 'Diferencia con solo la red' },
    ...{ replaces: 'Sustituye al número', difference: 'Diferencia con este' },
    quality: 'Valores de medidor',
    qualities: ['medidos', 'sustituidos', 'estimados', 'faltantes, estimados aquí'],
    readings: 'Lecturas',
    lineQualities: ['medido', 'sustituido', 'estimado', 'faltante'],
    ...{ toPay: 'a pagar', toReceive: 'a recibir' },
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
  },
};
