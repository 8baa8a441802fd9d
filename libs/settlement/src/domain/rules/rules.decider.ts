import type { BillingEvent, Charge, RulePack } from '@trueque/contracts';
import { LINE_CODES } from '../billing/line-codes.js';
import { accept, canonicalJson, type Decider, reject } from '@trueque/kernel';

export type RulesEvent = Extract<BillingEvent, { readonly type: 'RulePackAdopted' }>;

export interface AdoptRulePack {
  readonly type: 'AdoptRulePack';
  readonly marketId: string;
  readonly pack: RulePack;
  readonly facts: {
    /** Null where there is no such market. */
    readonly currency: string | null;
    readonly communityIds: readonly string[];
    readonly peerIds: readonly string[];
  };
}

export type RulesRefusal =
  | 'market-unknown'
  | 'community-unknown'
  | 'account-unknown'
  | 'currency-mixed'
  | 'key-above-one'
  | 'key-ambiguous'
  | 'charge-twice'
  | 'charge-unclear'
  | 'profile-missing'
  | 'validity-empty'
  | 'version-exists';

/** The rule packs of a market, in the order in which they were adopted. */
export interface Rules {
  readonly packs: readonly RulePack[];
}

/** Which rules a market's communities settle by, and from when. A version, once adopted, stands. */
export const rules: Decider<AdoptRulePack, Rules, RulesEvent, RulesRefusal> = {
  category: 'rules',
  initial: { packs: [] },
  decide: ({ marketId, pack, facts }, { packs }) => {
    const before = packs.find(
      ({ packId, version }) => packId === pack.packId && version === pack.version,
    );
    if (before && canonicalJson(before) === canonicalJson(pack)) return accept();
    const name = `${pack.packId} version ${pack.version}`;
    if (before) return reject('version-exists', `${name} was adopted with other rules.`);
    const problem = placeProblem(marketId, pack, facts) ?? packProblem(pack);
    return problem ?? accept({ type: 'RulePackAdopted', data: { marketId, pack } });
  },
  evolve: ({ packs }, { data }) => ({ packs: [...packs, data.pack] }),
};

const placeProblem = (marketId: string, pack: RulePack, facts: AdoptRulePack['facts']) => {
  if (facts.currency === null) return reject('market-unknown', `There is no market ${marketId}.`);
  if (facts.currency !== pack.currency) {
    return reject(
      'currency-mixed',
      `Market ${marketId} counts in ${facts.currency}, not ${pack.currency}.`,
    );
  }
  const unknown = pack.communities?.find((id) => !facts.communityIds.includes(id));
  return unknown === undefined
    ? (accountProblem(pack, facts) ?? memberProblem(pack, facts))
    : reject('community-unknown', `There is no community ${unknown} in market ${marketId}.`);
};

/** A share of somebody whom nobody knows would be given to nobody, in silence. */
const memberProblem = ({ key }: RulePack, facts: AdoptRulePack['facts']) => {
  const known = new Set(facts.peerIds);
  const unknown = membersOf(key).find((peerId) => !known.has(peerId));
  return unknown === undefined
    ? undefined
    : reject('account-unknown', `/key: there is no peer ${unknown} in the market.`);
};

const membersOf = (key: RulePack['key']): readonly string[] => {
  switch (key.kind) {
    case 'static':
      return key.shares.map(({ peerId }) => peerId);
    case 'matrix':
      return key.shares.flatMap(({ consumerId, producerId }) => [producerId, consumerId]);
    case 'hierarchical':
      return key.groups.flat();
    case 'dynamic':
    case 'minimum-of-sums':
      return [];
  }
};

/** Operators, taxes and levies have no place in the market; peers and communities that get a charge have. */
const accountProblem = ({ charges }: RulePack, facts: AdoptRulePack['facts']) => {
  const known = new Set([
    ...facts.communityIds.map((id) => `community:${id}`),
    ...facts.peerIds.map((id) => `peer:${id}`),
  ]);
  const at = charges.findIndex(
    ({ beneficiary }) => /^(peer|community):/.test(beneficiary) && !known.has(beneficiary),
  );
  return at === -1
    ? undefined
    : reject(
        'account-unknown',
        `/charges/${at}/beneficiary: there is no ${charges[at]?.beneficiary} in the market.`,
      );
};

const packProblem = (pack: RulePack) => {
  const { validFrom, validTo } = pack;
  if (validTo !== undefined && Date.parse(validTo) <= Date.parse(validFrom)) {
    return reject('validity-empty', `It would hold from ${validFrom} to ${validTo}.`);
  }
  return profileProblem(pack) ?? keyProblem(pack) ?? chargeProblem(pack);
};

const profileProblem = ({ estimation, profile }: RulePack) =>
  estimation.includes('profile') && profile === undefined
    ? reject('profile-missing', '/estimation has the step profile, and /profile is not there.')
    : undefined;

/** Nobody has two shares of the same, and no more is given away than there is. */
const keyProblem = ({ key }: RulePack) => {
  const seen = new Set<string>();
  const totals = new Map<string, number>();
  for (const [of, to, ppm] of sharesOf(key)) {
    if (seen.has(`${of}→${to}`)) return reject('key-ambiguous', `/key names ${to} twice.`);
    seen.add(`${of}→${to}`);
    totals.set(of, (totals.get(of) ?? 0) + ppm);
  }
  const above = [...totals].find(([, ppm]) => ppm > 1_000_000);
  return above === undefined
    ? undefined
    : reject('key-above-one', `/key gives away ${above[1] / 1_000_000} of ${above[0]}.`);
};

const sharesOf = (key: RulePack['key']): (readonly [of: string, to: string, ppm: number])[] => {
  switch (key.kind) {
    case 'static':
      return key.shares.map(({ peerId, sharePpm }) => ['the community', peerId, sharePpm]);
    case 'matrix':
      return key.shares.map((it) => [it.producerId, it.consumerId, it.sharePpm]);
    case 'hierarchical':
      return key.groups.flat().map((peerId) => ['the groups', peerId, 0]);
    case 'dynamic':
    case 'minimum-of-sums':
      return [];
  }
};

/** A kWh between neighbours passes two meters; a network carries it once. */
const isChargedAtBothEnds = ({ basis, bearer, beneficiary }: Charge): boolean =>
  bearer === 'peer' &&
  beneficiary.startsWith('network:') &&
  (basis === 'shared-kwh' || basis === 'contract-kwh');

const chargeProblem = ({ charges }: RulePack) => {
  const codes = new Set(LINE_CODES);
  for (const [index, charge] of charges.entries()) {
    const { code, basis, of = [] } = charge;
    if (codes.has(code)) return reject('charge-twice', `/charges/${index}/code: ${code} is taken.`);
    if (isChargedAtBothEnds(charge)) {
      return reject(
        'charge-twice',
        `/charges/${index}/bearer: a network is paid for a kWh where it is taken or where it is given; name consumer or producer.`,
      );
    }
    const isPercent = basis === 'percent-of-lines';
    const unknown = of.find((line) => !codes.has(line));
    if (isPercent !== of.length > 0 || unknown !== undefined) {
      return reject(
        'charge-unclear',
        `/charges/${index}/of: lines before it, ${unknown ?? 'and only of a percentage'}.`,
      );
    }
    codes.add(code);
  }
  return undefined;
};
