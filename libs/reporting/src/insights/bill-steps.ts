import type { BillLine, BillStep } from '@trueque/contracts';
import type { GridPrices } from './grid-prices.js';
import { grouped } from './grouped.js';

/** One line of a statement with what its other side is. */
export interface MoneyLine extends Pick<BillLine, 'kind' | 'counterpartyKind'> {
  readonly auctionId: string;
  readonly period: number;
  readonly energyWh: number;
  readonly priceMicrosPerKwh: number;
  readonly amountNanos: string;
}

export const sumOf = (lines: readonly Pick<MoneyLine, 'amountNanos'>[]): bigint =>
  lines.reduce((sum, { amountNanos }) => sum + BigInt(amountNanos), 0n);

/**
 * The way from the grid alone to the total: what each kind of line saves against the grid's price
 * of its period, or earns beyond what the grid pays. Deviations are the rest, so that grid plus
 * steps is the total exactly. Negative is to pay.
 */
export const billSteps = (
  lines: readonly MoneyLine[],
  prices: ReadonlyMap<string, GridPrices>,
): { readonly gridOnlyNanos: string | null; readonly steps: BillStep[] } => {
  if (lines.some(({ auctionId }) => !prices.has(auctionId)))
    return { gridOnlyNanos: null, steps: [] };
  const gridOnly = gridOnlyOf(lines, prices);
  const traded = CODES.map((code) => stepOf(code, lines, prices));
  const saved = traded.reduce((sum, { amountNanos }) => sum + BigInt(amountNanos), 0n);
  const deviations: BillStep = {
    code: 'deviations',
    energyWh: lines
      .filter(({ kind }) => kind.startsWith('deviation'))
      .reduce((sum, { energyWh }) => sum + energyWh, 0),
    amountNanos: String(sumOf(lines) - gridOnly - saved),
  };
  return {
    gridOnlyNanos: String(gridOnly),
    steps: [...traded, deviations].filter(
      ({ energyWh, amountNanos }) => energyWh !== 0 || amountNanos !== '0',
    ),
  };
};

const CODES = ['own-community', 'other-communities', 'main-grid', 'sales', 'links'] as const;

/** What the owner of a contract is paid: no energy of its own, and nothing that a grid would pay. */
const LINK = 'link-revenue';

const codeOf = ({ kind, counterpartyKind }: MoneyLine): BillStep['code'] => {
  if (kind === 'sale') return 'sales';
  if (kind === LINK) return 'links';
  if (kind !== 'purchase' || counterpartyKind === 'none') return 'deviations';
  return counterpartyKind;
};

const stepOf = (
  code: BillStep['code'],
  lines: readonly MoneyLine[],
  prices: ReadonlyMap<string, GridPrices>,
): BillStep => {
  const own = lines.filter((line) => codeOf(line) === code);
  const saved = own.reduce(
    (sum, line) => sum + BigInt(line.amountNanos) - atGrid(line, prices),
    0n,
  );
  return {
    code,
    energyWh: own.reduce((sum, { energyWh }) => sum + energyWh, 0),
    amountNanos: String(saved),
  };
};

/** The same energy at the grid's prices: bought costs, sold earns. */
const atGrid = (line: MoneyLine, prices: ReadonlyMap<string, GridPrices>): bigint =>
  line.kind === LINK
    ? 0n
    : valueOf(line.kind === 'sale' ? line.energyWh : -line.energyWh, line, prices);

/** Worth of net energy at the grid: negative is taken from it at its price, positive fed in. */
const valueOf = (
  netWh: number,
  { auctionId, period }: Pick<MoneyLine, 'auctionId' | 'period'>,
  prices: ReadonlyMap<string, GridPrices>,
): bigint => {
  const { sellMicros = [], buyMicros = [] } = prices.get(auctionId) ?? {};
  return BigInt(netWh) * BigInt((netWh < 0 ? sellMicros : buyMicros)[period] ?? 0);
};

const SIGNS: Readonly<Record<string, number>> = {
  purchase: -1,
  sale: 1,
  'deviation-short': -1,
  'deviation-long': 1,
};

/** Net of each period, bought from or sold to the grid alone. */
const gridOnlyOf = (lines: readonly MoneyLine[], prices: ReadonlyMap<string, GridPrices>): bigint =>
  grouped(lines, ({ auctionId, period }) => `${auctionId} ${period}`).reduce((sum, group) => {
    const netWh = group.reduce((net, { kind, energyWh }) => net + (SIGNS[kind] ?? 0) * energyWh, 0);
    return sum + valueOf(netWh, group[0], prices);
  }, 0n);
