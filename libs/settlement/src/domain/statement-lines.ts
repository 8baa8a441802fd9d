import { compareText, nanosOf } from '@trueque/kernel';
import { amountOf, type Entry, type EntryLine, type StatementLine } from './entries.js';

/**
 * The lines of every peer's statement. Entries that agree in kind, period, counterparty, price and
 * cause are one line: their energy adds up, and so, at one price, does the money.
 */
export const linesByPeer = (entries: readonly Entry[]): Map<string, StatementLine[]> => {
  const lines = new Map<string, EntryLine>();
  for (const { line } of entries) {
    if (line === undefined || line.energyWh === 0) continue;
    const key = keyOf(line);
    lines.set(key, { ...line, energyWh: line.energyWh + (lines.get(key)?.energyWh ?? 0) });
  }
  return grouped([...lines.values()].sort(inOrder));
};

const keyOf = ({ peerId, kind, period, counterparty, priceMicrosPerKwh, causedBy }: EntryLine) =>
  JSON.stringify([peerId, kind, period, counterparty, priceMicrosPerKwh, causedBy]);

/** By period, then kind, then counterparty; the cause comes last, so it orders only equals. */
const inOrder = (a: EntryLine, b: EntryLine): number =>
  a.period - b.period ||
  compareText(a.kind, b.kind) ||
  compareText(a.counterparty, b.counterparty) ||
  a.priceMicrosPerKwh - b.priceMicrosPerKwh ||
  a.energyWh - b.energyWh ||
  compareText(a.causedBy, b.causedBy);

const grouped = (lines: readonly EntryLine[]): Map<string, StatementLine[]> => {
  const peers = new Map<string, StatementLine[]>();
  for (const { peerId, ...line } of lines) {
    const value = amountOf(line.kind, nanosOf(line.energyWh, line.priceMicrosPerKwh));
    const own = peers.get(peerId) ?? [];
    own.push({ ...line, amountNanos: String(value) });
    peers.set(peerId, own);
  }
  return peers;
};
