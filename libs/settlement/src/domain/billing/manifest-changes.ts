import type { RunCause } from '@trueque/contracts';
import type { WindowFacts } from './billing.decider.js';

/** What a run rests on, as far as it has names. */
type Manifest = Pick<WindowFacts, 'rulePacks' | 'days' | 'auctions'>;

/** How one manifest differs from another, by the names of what is in it. */
export const manifestChanges = (before: Manifest, now: Manifest): RunCause[] => [
  ...changesOf('rules', before.rulePacks.map(namedPack), now.rulePacks.map(namedPack)),
  ...changesOf('day', before.days.map(namedDay), now.days.map(namedDay)),
  ...changesOf('auction', before.auctions.map(namedAuction), now.auctions.map(namedAuction)),
];

type Named = readonly [name: string, contentHash: string];

const namedPack = ({ packId, version }: Manifest['rulePacks'][number]): Named => [
  packId,
  String(version),
];

const namedDay = ({ communityId, date, inputHash }: Manifest['days'][number]): Named => [
  `${communityId} ${date}`,
  inputHash,
];

const namedAuction = ({ auctionId, inputHash }: Manifest['auctions'][number]): Named => [
  auctionId,
  inputHash,
];

const changesOf = (
  kind: RunCause['kind'],
  before: readonly Named[],
  now: readonly Named[],
): RunCause[] => {
  const [stood, stands] = [hashesOf(before), hashesOf(now)];
  return [...new Set([...stood.keys(), ...stands.keys()])].sort().flatMap((name) => {
    const [old, current] = [stood.get(name), stands.get(name)];
    if (old === current) return [];
    const change = old === undefined ? 'added' : current === undefined ? 'removed' : 'changed';
    return [{ kind, name, change }];
  });
};

/** Of several versions of a pack that hold in one window, all together. */
const hashesOf = (named: readonly Named[]): ReadonlyMap<string, string> => {
  const hashes = new Map<string, string>();
  for (const [name, hash] of named) {
    const other = hashes.get(name);
    hashes.set(name, other === undefined ? hash : `${other} ${hash}`);
  }
  return hashes;
};
