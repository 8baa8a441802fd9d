import type { CaseDraft } from './case-draft.js';
import type { Violation } from './violation.js';
import type { JsonPath } from './json-pointer.js';
import { pointerOf } from './json-pointer.js';

/** Who there is: every community, and every peer with the community it belongs to. */
export interface Ids {
  readonly communities: ReadonlySet<string>;
  readonly communityOfPeer: ReadonlyMap<string, string | undefined>;
}

export const knownIds = ({ communities, peers }: CaseDraft): Ids => ({
  communities: new Set(communities.flatMap(({ id }) => id ?? [])),
  communityOfPeer: new Map(
    peers.flatMap(({ id, community }) => (id === undefined ? [] : [[id, community] as const])),
  ),
});

/** Communities and peers share one space of names, because a contract names either. */
export const idViolations = ({
  communities,
  contracts,
  peers,
}: CaseDraft): readonly Violation[] => [
  ...repeated([...placed('communities', communities), ...placed('peers', peers)]),
  ...repeated(
    contracts.flatMap(({ from, to }, index) =>
      from === undefined || to === undefined
        ? []
        : [{ path: ['contracts', index, 'to'], name: `${from}→${to}` }],
    ),
  ),
];

interface Named {
  readonly path: JsonPath;
  readonly name: string;
}

const placed = (
  list: string,
  items: readonly { readonly id?: string | undefined }[],
): readonly Named[] =>
  items.flatMap(({ id }, index) =>
    id === undefined ? [] : [{ path: [list, index, 'id'], name: id }],
  );

const repeated = (all: readonly Named[]): readonly Violation[] => {
  const firstPlaces = new Map<string, JsonPath>();
  return all.flatMap(({ path, name }) => {
    const first = firstPlaces.get(name);
    if (!first) firstPlaces.set(name, path);
    return first
      ? [
          {
            path,
            expected: `something other than ${name}, which is at ${pointerOf(first)} already`,
          },
        ]
      : [];
  });
};
