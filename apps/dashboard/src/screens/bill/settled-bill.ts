import type { BilledWindow, BillingEvent } from '@trueque/contracts';
import { LINE_WORDS } from '@trueque/contracts/words';
import { addDays, type Period } from '../../address/period';
import type { Fall } from './waterfall';

/** What settlement told an account for a window, as the API answers it. */
export type SettledBill = Extract<BillingEvent, { readonly type: 'BillIssued' }>['data'];
export type SettledLine = SettledBill['lines'][number];

/** Windows that have days of the period, the latest first. */
export const windowsWithin = (
  windows: readonly BilledWindow[],
  { from, to }: Period,
): readonly BilledWindow[] => windows.filter((it) => it.from <= to && it.to > from);

/** `2016-08-08..2016-08-14`: as an address names a window, its last day included. */
export const windowName = ({ from, to }: Pick<BilledWindow, 'from' | 'to'>): string =>
  `${from}..${addDays(to, -1)}`;

/** Lines of energy; what else stands on a bill is a charge. */
const ENERGY_CODES: ReadonlySet<string> = new Set(Object.keys(LINE_WORDS.en.lines));

export const isEnergy = ({ code }: Pick<SettledLine, 'code'>): boolean => ENERGY_CODES.has(code);

/** A minor amount of the bill as money: what stands on its lines adds up to its total. */
export const billedNanos = ({ minorDigits }: SettledBill, amountMinor: number): string =>
  String(BigInt(amountMinor) * 10n ** BigInt(9 - minorDigits));

const QUALITIES = ['measured', 'substituted', 'estimated', 'missing'] as const;

/** What a line's energy rests on, by share; nothing where it rests on no meter. */
export const qualityShares = ({
  qualityWh,
}: Pick<SettledLine, 'qualityWh'>): readonly (readonly [quality: string, share: number])[] => {
  const told = QUALITIES.map((quality) => [quality, qualityWh?.[quality] ?? 0] as const);
  const totalWh = told.reduce((sum, [, wh]) => sum + wh, 0);
  return told.flatMap(([quality, wh]) => (wh > 0 ? [[quality, wh / totalWh] as const] : []));
};

/**
 * From what the grid alone would cost by what the market saved, and by each charge, to the total.
 * Amounts as they stand on the bill, so that the bars meet to the cent.
 */
export const settledFalls = (bill: SettledBill): readonly Fall[] => {
  const { aloneMinor, totalMinor, lines, minorDigits } = bill;
  const charges = lines.filter((line) => !isEnergy(line));
  const charged = charges.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const energyWh = lines.filter(isEnergy).reduce((sum, line) => sum + line.energyWh, 0);
  const steps = [
    { code: 'market', amountMinor: totalMinor - charged - aloneMinor, energyWh },
    ...charges,
  ];
  let level = aloneMinor;
  const bar = (code: string, from: number, to: number, energy: number | null): Fall => ({
    code,
    from: (0 - from) / 10 ** minorDigits,
    to: (0 - to) / 10 ** minorDigits,
    amountNanos: billedNanos(bill, to - from),
    energyWh: energy,
  });
  const between = steps.map((step) => {
    const from = level;
    level += step.amountMinor;
    return bar(step.code, from, level, step.energyWh);
  });
  return [bar('grid-only', 0, aloneMinor, null), ...between, bar('total', 0, totalMinor, null)];
};

/** Values that the bill rests on, and how many of them were measured. */
export const qualityOf = ({ readings }: SettledBill) => {
  const { measured, substituted, estimated, missing } = readings;
  const all = measured + substituted + estimated + missing;
  return { all, measured, share: all === 0 ? 1 : measured / all };
};
