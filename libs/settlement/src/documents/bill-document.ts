import { LINE_WORDS } from '@trueque/contracts';
import type { Bill } from '../domain/billing/bills.js';
import { QUALITIES } from '../domain/sharing/community-day.js';
import { type BillWords, type Language, WORDS } from './words.js';

/** A bill in words and formatted numbers: what a page, a table or a PDF shows. */
export interface BillDocument {
  readonly title: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly headings: readonly [string, string, string, string];
  readonly lines: readonly (readonly [
    ...[name: string, energyKwh: string, quality: string, amount: string],
  ])[];
  readonly results: readonly (readonly [label: string, value: string])[];
}

export const billDocument = (bill: Bill, language: Language): BillDocument => {
  const words = WORDS[language];
  const money = moneyIn(bill, language);
  return {
    title: bill.number === null ? `${words.title} (${words.draft})` : words.title,
    facts: factsOf(bill, words),
    headings: [words.line, words.energy, words.readings, `${words.amount}, ${bill.currency}`],
    lines: bill.lines.map(({ code, energyWh, amountMinor, taxCategory, qualityWh }) => [
      `${LINE_WORDS[language].lines[code] ?? code}${taxCategory === undefined ? '' : ` (${taxCategory})`}`,
      energyWh === 0 ? '' : energyIn(energyWh, language),
      qualityWh === null ? '' : qualityIn(qualityWh, language),
      money(amountMinor),
    ]),
    results: [
      [
        `${words.total} ${bill.totalMinor < 0 ? words.toPay : words.toReceive}`,
        money(bill.totalMinor),
      ],
      [words.alone, money(bill.aloneMinor)],
      [words.saved, money(bill.totalMinor - bill.aloneMinor)],
      ...replacement(bill, words, money),
    ],
  };
};

type Written = readonly [label: string, value: string];

const factsOf = (bill: Bill, words: BillWords): Written[] => {
  const { measured, substituted, estimated, missing } = bill.readings;
  const [isMeasured, isSubstituted, isEstimated, isMissing] = words.qualities;
  const window = `${bill.marketId}, ${bill.from} – ${bill.to}`;
  return [
    [words.number, bill.number === null ? '–' : numberOf(bill, bill.number)],
    [words.account, bill.account],
    [words.window, window],
    [words.run, bill.runId],
    [
      words.quality,
      `${measured} ${isMeasured}, ${substituted} ${isSubstituted}, ${estimated} ${isEstimated}, ${missing} ${isMissing}`,
    ],
  ];
};

/** Series and number, such as `2026-01-01_2026-02-01-0007`. */
const numberOf = ({ from, to }: Bill, number: number): string =>
  `${from}_${to}-${String(number).padStart(4, '0')}`;

const replacement = (bill: Bill, words: BillWords, money: (minor: number) => string): Written[] =>
  bill.replaces === undefined
    ? []
    : [
        [words.replaces, numberOf(bill, bill.replaces)],
        [words.difference, money(bill.differenceMinor ?? 0)],
      ];

const moneyIn =
  ({ minorDigits }: Bill, language: Language) =>
  (minor: number): string =>
    (minor / 10 ** minorDigits).toLocaleString(language, {
      minimumFractionDigits: minorDigits,
      maximumFractionDigits: minorDigits,
    });

type QualityWh = NonNullable<Bill['lines'][number]['qualityWh']>;

/** `measured`, or how many percent of the energy are not. */
const qualityIn = (qualityWh: QualityWh, language: Language): string => {
  const total = QUALITIES.reduce((sum, quality) => sum + qualityWh[quality], 0);
  return QUALITIES.flatMap((quality) => {
    if (qualityWh[quality] === 0) return [];
    const share = (qualityWh[quality] / total).toLocaleString(language, {
      style: 'percent',
      maximumFractionDigits: 1,
    });
    const word = LINE_WORDS[language].qualities[quality];
    return [qualityWh[quality] === total ? word : `${share} ${word}`];
  }).join(', ');
};

const energyIn = (energyWh: number, language: Language): string =>
  (energyWh / 1000).toLocaleString(language, { minimumFractionDigits: 3 });
