import { InvariantBroken } from '@trueque/kernel';
import { linkAccount } from '../accounts.js';
import type { StatementLine } from '../entries.js';
import type { ClearedAuction, ClearedTrade } from '../facts.js';
import type { Flow } from './charges.js';

/** A part of what a peer bought or sold in a period. */
type Part = Omit<Flow, 'side'>;

/**
 * The energy that really passed a peer's meter, by whom it was exchanged with: what it bought less
 * what it sold, period by period. A buyer that took less than it bought gave the rest back, and
 * whoever took that is charged for it. What is given back is the grid's first, then the neighbours',
 * then what came by a contract.
 */
export const flowsOfAuction = (
  auction: ClearedAuction,
  lines: readonly StatementLine[],
): readonly Flow[] => {
  const partOf = partReader(auction);
  const periods = new Map<number, StatementLine[]>();
  for (const line of lines.filter(isEnergy)) {
    const own = periods.get(line.period);
    if (own) own.push(line);
    else periods.set(line.period, [line]);
  }
  return [...periods.values()].flatMap((own) => netFlows(own, partOf));
};

/** What a peer took in its period of most, Wh. */
export const peakWhOf = (lines: readonly StatementLine[]): number => {
  const taken = new Map<number, number>();
  for (const line of lines.filter(isEnergy)) {
    const signed = isBought(line) ? line.energyWh : -line.energyWh;
    taken.set(line.period, (taken.get(line.period) ?? 0) + signed);
  }
  return [...taken.values()].reduce((most, wh) => Math.max(most, wh), 0);
};

/** What the owner of a link is paid passes no meter of its own. */
const isEnergy = ({ kind }: StatementLine): boolean => kind !== 'link-revenue';

const isBought = ({ kind }: StatementLine): boolean =>
  kind === 'purchase' || kind === 'deviation-short';

const netFlows = (
  lines: readonly StatementLine[],
  partOf: (line: StatementLine) => Part,
): Flow[] => {
  const bought = lines.filter(isBought).map(partOf);
  const sold = lines.filter((line) => !isBought(line)).map(partOf);
  const netWh = totalWh(bought) - totalWh(sold);
  const [side, parts, backWh] =
    netWh >= 0
      ? (['taken', bought, totalWh(sold)] as const)
      : (['given', sold, totalWh(bought)] as const);
  const flows = lessened(parts, backWh).map((part) => ({ ...part, side }));
  assertOnce(flows, Math.abs(netWh));
  return flows;
};

const GIVEN_BACK: readonly Flow['with'][] = ['grid', 'neighbours', 'contract'];

const lessened = (parts: readonly Part[], backWh: number): Part[] => {
  let leftWh = backWh;
  return GIVEN_BACK.flatMap((partner) => parts.filter((part) => part.with === partner))
    .map((part) => {
      const lessWh = Math.min(leftWh, part.energyWh);
      leftWh -= lessWh;
      return { ...part, energyWh: part.energyWh - lessWh };
    })
    .filter(({ energyWh }) => energyWh > 0);
};

/** A kWh that is charged twice, or never, is a bug. */
const assertOnce = (flows: readonly Flow[], netWh: number): void => {
  const sum = totalWh(flows);
  if (sum === netWh) return;
  throw new InvariantBroken(`${sum} Wh would be charged of ${netWh} Wh that passed the meter`);
};

const partReader = ({ trades, grids }: ClearedAuction) => {
  const tradeOf = new Map(trades.map((trade) => [trade.eventId, trade]));
  const gridIds = new Set(grids.map(({ peerId }) => peerId));
  return ({ counterparty, energyWh, causedBy, period }: StatementLine): Part => {
    const trade = tradeOf.get(causedBy);
    const paidTo = trade && linkPaidTo(trade, period);
    if (gridIds.has(counterparty)) return { with: 'grid', energyWh, paidTo };
    const isContracted = trade?.contract !== undefined;
    return { with: isContracted ? 'contract' : 'neighbours', energyWh, paidTo };
  };
};

/** Whom the price of a trade paid for the link already. */
const linkPaidTo = (trade: ClearedTrade, period: number): string | undefined =>
  (trade.linkCostMicrosPerKwh[period] ?? 0) > 0 ? linkAccount(trade) : undefined;

const totalWh = (parts: readonly Part[]): number =>
  parts.reduce((sum, { energyWh }) => sum + energyWh, 0);
