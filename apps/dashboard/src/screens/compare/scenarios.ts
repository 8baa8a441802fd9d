/** Rules that a market can be replayed under from here; undefined: those in force, as a check. */
export const SCENARIOS = {
  asRecorded: undefined,
  onePrice: {
    name: 'one price',
    rules: { structure: 'p2p', tradeCost: { uniform: 0.07 }, pricing: 'uniform' },
  },
  noBatteries: { name: 'no batteries', batteries: { remove: 'all' } },
  eachAlone: { name: 'each peer alone', communities: { eachPeerAlone: true } },
} as const;

export type ScenarioName = keyof typeof SCENARIOS;
export const SCENARIO_NAMES = Object.keys(SCENARIOS) as readonly ScenarioName[];

const AS_RECORDED = 'as recorded';

/** Which of the rules above a replay is called after; undefined for those from elsewhere. */
export const scenarioOf = (replayName: string): ScenarioName | undefined =>
  SCENARIO_NAMES.find((name) => (SCENARIOS[name]?.name ?? AS_RECORDED) === replayName);

/** What is asked of the server: the days that are shown, under the rules. */
export const replayRequest = (
  name: ScenarioName,
  { from, to }: { readonly from: string; readonly to: string },
) => ({ from, to, ...(SCENARIOS[name] === undefined ? {} : { rules: SCENARIOS[name] }) });
