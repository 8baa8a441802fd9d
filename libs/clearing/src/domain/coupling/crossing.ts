/** Amounts at prices, in no order. */
export interface PricedAmounts {
  readonly prices: Float64Array;
  readonly amounts: Float64Array;
}

/** The prices at which what is on offer meets what is wanted; infinite where nothing bounds them. */
export interface Crossing {
  /** The price of the last unit that is needed. */
  readonly least: number;
  /** The price of the first unit that is not. */
  readonly greatest: number;
}

/** Amounts nearer than this, as a share of what is wanted, are equal. */
const SAME = 1e-12;

/** Selects without sorting: O(n). Reorders what it is given. */
export const crossing = (offers: PricedAmounts, wanted: number): Crossing => {
  const noise = SAME * (1 + Math.abs(wanted));
  return {
    least: wanted > noise ? priceReaching(offers, wanted - noise) : -Infinity,
    greatest: priceReaching(offers, wanted + noise),
  };
};

/** One price of a crossing: its middle, or what bounds it where only one side does. */
export const middleOf = ({ greatest, least }: Crossing): number => {
  if (least === -Infinity) return greatest;
  return greatest === Infinity ? least : (least + greatest) / 2;
};

/** The least price at or below which this much is on offer; infinite where it never is. */
const priceReaching = (offers: PricedAmounts, wanted: number): number => {
  let [low, high, below] = [0, offers.prices.length, 0];
  while (low < high) {
    const pivot = offers.prices[(low + high) >> 1]!;
    const cut = partition(offers, { low, high, pivot });
    if (below + cut.lessAmount >= wanted) high = cut.lessEnd;
    else if (below + cut.lessAmount + cut.equalAmount >= wanted) return pivot;
    else {
      below += cut.lessAmount + cut.equalAmount;
      low = cut.equalEnd;
    }
  }
  return Infinity;
};

/** Three parts: cheaper than the pivot, equal, dearer. */
const partition = (
  { amounts, prices }: PricedAmounts,
  { high, low, pivot }: { readonly low: number; readonly high: number; readonly pivot: number },
) => {
  let [lessEnd, equalEnd, dearStart] = [low, low, high];
  let [lessAmount, equalAmount] = [0, 0];
  while (equalEnd < dearStart) {
    const price = prices[equalEnd]!;
    if (price > pivot) swap(prices, amounts, equalEnd, --dearStart);
    else if (price < pivot) {
      lessAmount += amounts[equalEnd]!;
      swap(prices, amounts, lessEnd++, equalEnd++);
    } else equalAmount += amounts[equalEnd++]!;
  }
  return { lessEnd, equalEnd, lessAmount, equalAmount };
};

const swap = (prices: Float64Array, amounts: Float64Array, a: number, b: number): void => {
  const [price, amount] = [prices[a]!, amounts[a]!];
  prices[a] = prices[b]!;
  amounts[a] = amounts[b]!;
  prices[b] = price;
  amounts[b] = amount;
};
