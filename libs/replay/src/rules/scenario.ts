import {
  type CaseCommunity,
  caseFileSchema,
  type CaseFile,
  type CasePeer,
  communitySchema,
  contractSchema,
  generationSchema,
  identifier,
  type MarketRules,
  offerSchema,
  rulesSchema,
  storageSchema,
} from '@trueque/contracts';
import { z } from 'zod';

/**
 * What would be different: everything that is not named stays as it was. `trueque-scenario/1`.
 * Power in kW, energy in kWh, prices in currency/kWh.
 */
export const scenarioSchema = z.strictObject({
  format: z.literal('trueque-scenario/1').default('trueque-scenario/1'),
  name: z.string().default('scenario'),
  note: z.string().optional(),
  rules: rulesSchema.partial().optional().describe('Structure, trade cost, pricing, shortage.'),
  communities: z
    .strictObject({
      assign: z.record(identifier, identifier).optional().describe('Peer to its community.'),
      eachPeerAlone: z.boolean().optional().describe('Every home is a community of its own.'),
      set: z.array(communitySchema).optional().describe('Communities with new limits.'),
    })
    .optional(),
  contracts: z
    .strictObject({
      remove: z.union([z.literal('all'), z.array(z.string())]).optional(),
      add: z.array(contractSchema).optional(),
    })
    .optional()
    .describe('`remove` names contracts `from→to` or `from->to`.'),
  prices: z
    .strictObject({
      gridSells: z.number().optional().describe('Price at which the main grid sells.'),
      gridBuys: z.number().optional().describe('Price at which the main grid buys.'),
      gridFactor: z.number().positive().optional().describe('Times what the main grid asked.'),
      exportCost: z.number().nonnegative().optional().describe('Export cost of every home.'),
    })
    .optional(),
  batteries: z
    .strictObject({
      remove: z.union([z.literal('all'), z.array(identifier)]).optional(),
      add: z.record(identifier, storageSchema).optional(),
    })
    .optional(),
  offers: z
    .record(
      identifier,
      offerSchema.partial().extend({ generation: generationSchema.nullable().optional() }),
    )
    .optional()
    .describe('Fields of the offer of one peer; generation null takes it away.'),
});

export type Scenario = z.infer<typeof scenarioSchema>;

/** A changed case that is no sound case: the scenario names what is not there, or lengths differ. */
export class UnsoundScenario extends Error {
  override readonly name = 'UnsoundScenario';
}

/** The same auction under other rules. Nothing of the original is changed. */
export const applyScenario = (file: CaseFile, scenario: Scenario): CaseFile => {
  assertKnown(file, scenario);
  const peers = file.peers.map((peer) => changedPeer(peer, scenario));
  const changed = {
    ...file,
    rules: { ...file.rules, ...definedOf<MarketRules>(scenario.rules ?? {}) },
    communities: communitiesOf(file, peers, scenario),
    contracts: contractsOf(file, scenario),
    peers,
  };
  const checked = caseFileSchema.safeParse(changed);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  throw new UnsoundScenario(`/${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'unsound'}`);
};

const assertKnown = ({ peers }: CaseFile, { batteries, offers, communities }: Scenario): void => {
  const known = new Set(peers.map(({ id }) => id));
  const removed = Array.isArray(batteries?.remove) ? batteries.remove : [];
  const named = [batteries?.add, offers, communities?.assign].flatMap((by) =>
    Object.keys(by ?? {}),
  );
  const unknown = [...named, ...removed].filter((id) => !known.has(id));
  if (unknown.length > 0) throw new UnsoundScenario(`there is no peer ${unknown.join(', ')}`);
};

const isGrid = ({ role }: CasePeer): boolean => [role].flat().includes('grid');

const changedPeer = (peer: CasePeer, scenario: Scenario): CasePeer => {
  const community = communityOf(peer, scenario);
  const { prices, offers } = scenario;
  const priced = isGrid(peer)
    ? pricedGrid({ ...peer, community }, prices)
    : { ...peer, community, ...exportCostOf(prices) };
  return withOffer(withBattery(priced, scenario.batteries), offers?.[peer.id]);
};

const communityOf = (peer: CasePeer, { communities }: Scenario): string => {
  const alone = communities?.eachPeerAlone === true && !isGrid(peer);
  return communities?.assign?.[peer.id] ?? (alone ? peer.id : peer.community);
};

const withBattery = (peer: CasePeer, batteries: Scenario['batteries']): CasePeer => {
  const { remove = [], add = {} } = batteries ?? {};
  const { storage, ...without } = peer;
  const kept = remove === 'all' || remove.includes(peer.id) ? undefined : storage;
  const next = add[peer.id] ?? kept;
  return next === undefined ? without : { ...without, storage: next };
};

type Prices = Scenario['prices'];

const exportCostOf = (prices: Prices) =>
  prices?.exportCost === undefined ? {} : { exportCost: prices.exportCost };

const pricedGrid = (grid: CasePeer, prices: Prices): CasePeer => {
  const { gridSells, gridBuys, gridFactor = 1 } = prices ?? {};
  const { generation, bids } = grid;
  const cost = (asked: number | number[]) => gridSells ?? scaled(asked, gridFactor);
  const sells =
    generation === undefined
      ? {}
      : 'max' in generation
        ? { generation: { ...generation, cost: cost(generation.cost) } }
        : {
            generation: {
              ...generation,
              steps: generation.steps.map((step) => ({ ...step, cost: cost(step.cost) })),
            },
          };
  const buys =
    bids === undefined || gridBuys === undefined
      ? {}
      : { bids: bids.map((bid) => ({ ...bid, value: gridBuys })) };
  return { ...grid, ...sells, ...buys };
};

const scaled = (value: number | number[], factor: number): number | number[] =>
  factor === 1 ? value : Array.isArray(value) ? value.map((one) => one * factor) : value * factor;

type OfferChange = NonNullable<Scenario['offers']>[string] | undefined;

const withOffer = (peer: CasePeer, change: OfferChange): CasePeer => {
  if (change === undefined) return peer;
  const { generation, ...fields } = change;
  const { generation: before, ...rest } = peer;
  const next = generation === undefined ? before : (generation ?? undefined);
  return {
    ...rest,
    ...definedOf<CasePeer>(fields),
    ...(next === undefined ? {} : { generation: next }),
  };
};

/** Communities that still have members, and those that have members now. */
const communitiesOf = (
  { communities }: CaseFile,
  peers: readonly CasePeer[],
  scenario: Scenario,
): CaseCommunity[] => {
  const set = new Map((scenario.communities?.set ?? []).map((one) => [one.id, one]));
  const before = new Map(communities.map((one) => [one.id, one]));
  const ids = [...before.keys(), ...peers.map(({ community }) => community), ...set.keys()];
  return [...new Set(ids)].map((id) => set.get(id) ?? before.get(id) ?? { id });
};

const contractsOf = ({ contracts }: CaseFile, { contracts: change }: Scenario) => {
  if (change === undefined) return contracts;
  const { remove = [], add = [] } = change;
  const names = new Set(remove === 'all' ? [] : remove.map((name) => name.replace('->', '→')));
  const added = new Set(add.map(({ from, to }) => `${from}→${to}`));
  const kept = contracts.filter(({ from, to }) => {
    const name = `${from}→${to}`;
    return remove !== 'all' && !names.has(name) && !added.has(name);
  });
  return [...kept, ...add];
};

/** Only what was given: an absent field leaves the original alone. */
const definedOf = <Whole>(fields: object): Partial<Whole> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<Whole>;
