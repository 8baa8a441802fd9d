import { type PeerTotals, tradedWh } from './run-totals.js';

interface Effect {
  /** Change of cost that it explains, currency; negative saves. */
  readonly cost: number;
  readonly words: string;
}

/**
 * Why a peer pays more or less in B: the change of its cost taken apart into volumes (at the price of
 * A) and prices (at the volume of B), and the part that weighs most in the direction of the whole.
 */
export const reasonOf = (a: PeerTotals | undefined, b: PeerTotals | undefined): string => {
  if (a === undefined) return 'takes part only in B';
  if (b === undefined) return 'takes part only in A';
  const effects = [...purchaseEffects(a, b), ...saleEffects(a, b), ...ownEffects(a, b)];
  const change = effects.reduce((sum, { cost }) => sum + cost, 0);
  const same = effects.filter(({ cost }) => cost * change > 0);
  const [main] = same.sort((one, other) => Math.abs(other.cost) - Math.abs(one.cost));
  return main?.words ?? '';
};

const currencyOf = (nanos: bigint): number => Number(nanos) / 1e9;
const meanPrice = (nanos: bigint, energyWh: number): number =>
  energyWh === 0 ? 0 : currencyOf(nanos) / (energyWh / 1000);

const purchaseEffects = (a: PeerTotals, b: PeerTotals): Effect[] => {
  const [kwhA, kwhB] = [tradedWh(a.bought) / 1000, tradedWh(b.bought) / 1000];
  const before = meanPrice(a.paidNanos, tradedWh(a.bought));
  const after = kwhB === 0 ? before : meanPrice(b.paidNanos, tradedWh(b.bought));
  const from = kwhA === 0 ? after : before;
  const gridShare = (peer: PeerTotals) => share(peer.bought.gridWh, tradedWh(peer.bought));
  const less = gridShare(b) < gridShare(a) - 0.01 ? ', less of it from the grid' : '';
  const more = gridShare(b) > gridShare(a) + 0.01 ? ', more of it from the grid' : '';
  return [
    {
      cost: (after - from) * kwhB,
      words: `buys at ${price(after)} in place of ${price(from)} per kWh${less}${more}`,
    },
    { cost: from * (kwhB - kwhA), words: `buys ${energy(kwhB)} in place of ${energy(kwhA)}` },
  ];
};

const saleEffects = (a: PeerTotals, b: PeerTotals): Effect[] => {
  const [kwhA, kwhB] = [tradedWh(a.sold) / 1000, tradedWh(b.sold) / 1000];
  const before = meanPrice(a.receivedNanos, tradedWh(a.sold));
  const after = kwhB === 0 ? before : meanPrice(b.receivedNanos, tradedWh(b.sold));
  const from = kwhA === 0 ? after : before;
  return [
    {
      cost: -(after - from) * kwhB,
      words: `sells at ${price(after)} in place of ${price(from)} per kWh`,
    },
    { cost: -from * (kwhB - kwhA), words: `sells ${energy(kwhB)} in place of ${energy(kwhA)}` },
  ];
};

const ownEffects = (a: PeerTotals, b: PeerTotals): Effect[] => {
  const cost = currencyOf(b.ownCostNanos - a.ownCostNanos);
  const words = `generates ${energy(b.generationWh / 1000)} in place of ${energy(a.generationWh / 1000)}`;
  return [{ cost, words }];
};

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const price = (value: number): string => value.toFixed(4);
const energy = (kwh: number): string =>
  `${kwh.toLocaleString('en-US', { maximumFractionDigits: 1 })} kWh`;
