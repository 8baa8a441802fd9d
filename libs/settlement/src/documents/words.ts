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
  /** Heading of the readings behind a line. */
  readonly readings: string;
  readonly toPay: string;
  readonly toReceive: string;
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
    ...{ toPay: 'to pay', toReceive: 'to receive' },
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
    ...{ toPay: 'a pagar', toReceive: 'a recibir' },
  },
};
