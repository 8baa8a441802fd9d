import { compareText } from '@trueque/kernel';
import { type Entry, type EntryLine } from './entries.js';

/**
 * The lines of every peer's statement, in order. What agrees in kind, period, counterparty, price
 * and cause is one line: its energy adds up, and so, at one price, does the money.
 */
export const linesByPeer = (entries: readonly Entry[]): ReadonlyMap<string, EntryLine[]> => {
  const peers = new Map<string, EntryLine[]>();
  for (const { line } of entries) {
    if (line === undefined || line.energyWh === 0) continue;
    const lines = peers.get(line.peerId);
    if (lines) lines.push(line);
    else peers.set(line.peerId, [line]);
  }
  for (const [peerId, lines] of peers) peers.set(peerId, merged(lines).sort(inOrder));
  return peers;
};

const merged = (lines: EntryLine[]): EntryLine[] => {
  const merged: EntryLine[] = [];
  for (const line of lines.sort(byIdentity)) {
    const last = merged.at(-1);
    if (last && byIdentity(last, line) === 0) {
      merged[merged.length - 1] = { ...last, energyWh: last.energyWh + line.energyWh };
    } else merged.push(line);
  }
  return merged;
};

const byIdentity = (a: EntryLine, b: EntryLine): number =>
  byContent(a, b) || compareText(a.causedBy, b.causedBy);

/** The cause comes last, so that it orders only what nobody could tell apart without it. */
const inOrder = (a: EntryLine, b: EntryLine): number =>
  byContent(a, b) || a.energyWh - b.energyWh || compareText(a.causedBy, b.causedBy);

const byContent = (a: EntryLine, b: EntryLine): number =>
  a.period - b.period ||
  compareText(a.kind, b.kind) ||
  compareText(a.counterparty, b.counterparty) ||
  a.priceMicrosPerKwh - b.priceMicrosPerKwh;
