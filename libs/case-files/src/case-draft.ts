import {
  type CaseCommunity,
  type CaseContract,
  type CaseFile,
  type CasePeer,
  caseFileSchema,
  communitySchema,
  type Offer,
  offerSchema,
  ownedContractSchema,
  peerSchema,
  rulesSchema,
} from '@trueque/contracts';
import { isRecord, type JsonPath, valueAt } from './json-pointer.js';
import type { Violation } from './violation.js';

/** A record without the fields that are wrong by themselves. */
type Sound<Item> = { readonly [Key in keyof Item]?: Item[Key] | undefined };

/** What of a case file is sound by itself, so that one part can be checked against another. */
export interface CaseDraft {
  readonly periods: number | undefined;
  readonly structure: string | undefined;
  readonly communities: readonly Sound<CaseCommunity>[];
  readonly contracts: readonly Sound<CaseContract>[];
  readonly peers: readonly Sound<Pick<CasePeer, 'id' | 'community'>>[];
  /** One per peer; none where the role is unknown. */
  readonly offers: readonly (Offer | undefined)[];
}

export const wholeDraft = (file: CaseFile): CaseDraft => ({
  ...file,
  structure: file.rules.structure,
  offers: file.peers,
});

/** The case file without the fields that are wrong; every index stays what it was. */
export const soundDraft = (document: unknown, wrong: readonly Violation[]): CaseDraft => {
  const itemsOf = itemsWithout(document, wrong);
  const peers = itemsOf('peers');
  return {
    periods: caseFileSchema.shape.periods
      .optional()
      .catch(undefined)
      .parse(valueAt(document, ['periods'])),
    structure: rulesSchema.shape.structure
      .optional()
      .catch(undefined)
      .parse(valueAt(document, ['rules', 'structure'])),
    communities: itemsOf('communities').map((item) => soundCommunity.parse(item)),
    contracts: itemsOf('contracts').map((item) => soundContract.parse(item)),
    peers: peers.map((item) => soundPeer.parse(item)),
    offers: peers.map((item) => soundOffer.parse(item)),
  };
};

const soundCommunity = communitySchema.partial().catch({});
const soundContract = ownedContractSchema.partial().catch({});
const soundPeer = peerSchema.pick({ id: true, community: true }).partial().strip().catch({});
const soundOffer = offerSchema.strip().optional().catch(undefined);

const itemsWithout = (document: unknown, wrong: readonly Violation[]) => {
  const wrongFields = wrongFieldsByItem(wrong);
  return (list: string): readonly unknown[] => {
    const items = valueAt(document, [list]);
    if (!Array.isArray(items)) return [];
    return items.map((item: unknown, index) =>
      without(item, wrongFields.get(itemKey([list, index]))),
    );
  };
};

const wrongFieldsByItem = (wrong: readonly Violation[]) => {
  const fields = new Map<string, Set<PropertyKey>>();
  for (const { path } of wrong) {
    const ofItem = fields.get(itemKey(path)) ?? new Set();
    fields.set(itemKey(path), ofItem.add(path[2] ?? ''));
  }
  return fields;
};

const itemKey = ([list, index]: JsonPath): string => `${String(list)}/${String(index)}`;

const without = (item: unknown, fields: ReadonlySet<PropertyKey> | undefined): unknown =>
  isRecord(item) && fields
    ? Object.fromEntries(Object.entries(item).filter(([name]) => !fields.has(name)))
    : item;
