import { gridAccount, type PeerAccount } from './accounts.js';
import { type Balance, type Balancing } from './balancing.js';
import type { Deviation } from './deviations.js';
import { originOf } from './facts.js';
import { type Entry, type EntryLine, peerEntry } from './entries.js';

/**
 * A deviation in money. What was netted is exchanged at the community's price: the members' entries
 * of a period sum to zero among themselves. What the grid supplied or took has its counter-entry on
 * the grid's account.
 */
export const entriesOfDeviation = (
  deviation: Deviation,
  balancing: Balancing,
  accountOf: PeerAccount,
): Entry[] => [
  ...nettedEntries(deviation, balancing, accountOf),
  ...gridEntries(deviation, balancing, accountOf),
];

const nettedEntries = (
  deviation: Deviation,
  balancing: Balancing,
  accountOf: PeerAccount,
): Entry[] => {
  const { reading, period, nettedWh } = deviation;
  if (nettedWh === 0) return [];
  const priceMicrosPerKwh = balancing.communityPrice(reading.communityId, period);
  const counterparty = reading.communityId;
  const energyWh = nettedWh;
  return [
    peerEntry(accountOf, { ...lineOf(deviation), counterparty, energyWh, priceMicrosPerKwh }),
  ];
};

const gridEntries = (
  deviation: Deviation,
  balancing: Balancing,
  accountOf: PeerAccount,
): Entry[] => {
  if (deviation.gridWh === 0) return [];
  const balance = balancing.of(deviation);
  const entry = peerEntry(accountOf, {
    ...lineOf(deviation),
    counterparty: balance.id,
    energyWh: deviation.gridWh,
    priceMicrosPerKwh: balance.priceMicrosPerKwh,
  });
  return [entry, counterEntry(entry, deviation, balance)];
};

/** The grid's side: where a peer is short, the grid delivered more than planned, and is paid. */
const counterEntry = (entry: Entry, deviation: Deviation, balance: Balance): Entry => {
  const counter: Entry = {
    account: gridAccount(balance.id),
    kind: 'deviation',
    amountNanos: -entry.amountNanos,
  };
  if (balance.by === 'community') return counter;
  return { ...counter, line: mirrored(deviation, balance) };
};

const mirrored = (deviation: Deviation, { id, priceMicrosPerKwh }: Balance): EntryLine => ({
  ...lineOf(deviation),
  peerId: id,
  kind: deviation.kind === 'deviation-short' ? 'deviation-long' : 'deviation-short',
  counterparty: deviation.reading.peerId,
  energyWh: deviation.gridWh,
  priceMicrosPerKwh,
});

const lineOf = ({ reading, kind, period }: Deviation) => ({
  peerId: reading.peerId,
  kind,
  period,
  causedBy: originOf(reading, period).eventId,
});
