import { wholeZeros } from '@trueque/kernel';
import type { Network } from '../formulation/network.js';

/**
 * What each row and column stands for, as a number: the same of two days where both mean the same (this peer's
 * steps, that community's demand, in this period), however many others come and go between them.
 */
export interface Meanings {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
}

/** Rows are named after peers and communities, columns after the rows they join. */
export const meaningsOf = (network: Network): Meanings => {
  const rows = new Meaning(network.programme.rowsCount);
  network.periods.forEach((_, period) => addPeriod(rows, network, period));
  for (const battery of network.batteries) {
    const peer = numberOf(network.market.peers[battery.peer]!.id);
    battery.rows.forEach((row, period) => rows.add(row, mixed(mixed(BATTERY, peer), period)));
  }
  for (let row = 0; row < network.programme.rowsCount; row++) rows.add(row, OTHER);
  return { rows: rows.numbers, columns: columnMeanings(network, rows.numbers) };
};

const [SUPPLY, DEMAND, BORDER, HUB, BATTERY, OTHER] = [1, 2, 3, 4, 5, 6];

const addPeriod = (rows: Meaning, { market, periods }: Network, period: number): void => {
  const { borders, hubs, nodes, supplies } = periods[period]!;
  const peerNumber = (peer: number) => numberOf(market.peers[peer]!.id);
  const placeNumber = (community: number, peer: number | undefined) =>
    mixed(numberOf(market.communities[community]!.id), peer === undefined ? 0 : peerNumber(peer));
  const add = (row: number, kind: number, who: number) =>
    rows.add(row, mixed(mixed(kind, who), period));
  for (const { battery, members, row } of supplies) {
    const who = peerNumber(battery ?? members[0]!.peer);
    add(row, SUPPLY, mixed(who, Number(battery !== undefined)));
  }
  for (const { community, peer, row } of nodes) add(row, DEMAND, placeNumber(community, peer));
  borders.forEach(({ grid, peers }, community) => {
    add(grid, BORDER, placeNumber(community, undefined));
    add(peers, BORDER, placeNumber(community, undefined));
  });
  add(hubs.grid, HUB, 0);
  add(hubs.peers, HUB, 1);
};

const columnMeanings = ({ programme }: Network, rows: Int32Array): Int32Array => {
  const { columnsCount, rows: entryRows, starts, values } = programme;
  const columns = new Meaning(columnsCount);
  for (let column = 0; column < columnsCount; column++) {
    let number = 0;
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      number = mixed(number, rows[entryRows[entry]!]!);
      number = mixed(number, Math.sign(values[entry]!));
    }
    columns.add(column, number);
  }
  return columns.numbers;
};

/** Numbers of things; what would be called the same is told apart by its order. */
class Meaning {
  readonly numbers: Int32Array;
  private readonly met = new Map<number, number>();

  constructor(count: number) {
    this.numbers = wholeZeros(count);
  }

  /** The first number that a thing is given counts. */
  add(index: number, number: number): void {
    if (this.numbers[index] !== 0) return;
    const before = this.met.get(number) ?? 0;
    this.met.set(number, before + 1);
    this.numbers[index] = mixed(number, before);
  }
}

/** Two that are given the same number by chance share a state of the basis, which does no harm. */
const mixed = (number: number, next: number): number => {
  const mix = Math.imul(number ^ Math.imul(next + 1, 0x9e3779b1), 0x85ebca6b);
  return (mix ^ (mix >>> 13)) | 0;
};

const numberOf = (id: string): number => {
  let number = 0;
  for (let index = 0; index < id.length; index++) number = mixed(number, id.charCodeAt(index));
  return number;
};
