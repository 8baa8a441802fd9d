import { setTimeout as sleep } from 'node:timers/promises';
import { asOperator } from '../support/index.js';
import { FAULTS, type Fault, type Scene } from './faults.js';
import { Load } from './load.js';
import { differentWhenRebuilt } from './rebuilt.js';
import { StallWatch } from './stall-watch.js';
import { type Verdict, verdictOn } from './verdict.js';

export interface FaultRow {
  readonly fault: string;
  count: number;
  accepted: number;
  longestStallMs: number;
}

export interface DrillReport extends Verdict {
  readonly rows: readonly FaultRow[];
  /** Read models that a rebuild makes differently. */
  readonly different: readonly string[];
}

export interface DrillPlan {
  readonly faultsCount: number;
  readonly markets: readonly string[];
  /** Those to strike with, in turn; without it every one that the scene allows. */
  readonly faults?: readonly string[];
  /** How long everything runs undisturbed after a fault. */
  readonly restMs: number;
  readonly say: (line: string) => void;
  /** Ends the faults early. */
  readonly enough?: AbortSignal;
}

const CAUGHT_UP_TRIES = 1_200;
const RECOVERY_MS_MAX = 60_000;

/** Auctions without a pause, one fault after the other, and in the end what the log says of it. */
export const drill = async (scene: Scene, plan: DrillPlan): Promise<DrillReport> => {
  const load = new Load(() => scene.services.url);
  const watch = new StallWatch(() => scene.database.url);
  await load.open(plan.markets);
  load.begin(plan.markets);
  watch.start();
  const rows = await strikeAll(scene, plan, load, watch);
  await load.end();
  await untilAllSettled(scene, load);
  await watch.stop();
  const verdict = await verdictOn(scene.database.url, load);
  await scene.services.stop();
  return { ...verdict, rows, different: await differentWhenRebuilt(scene.database.url) };
};

const strikeAll = async (
  scene: Scene,
  plan: DrillPlan,
  load: Load,
  watch: StallWatch,
): Promise<readonly FaultRow[]> => {
  const possible = FAULTS.filter(
    ({ name, needsCluster }) =>
      (!needsCluster || scene.cluster) && (plan.faults?.includes(name) ?? true),
  );
  const rows = new Map<string, FaultRow>();
  await sleep(plan.restMs);
  watch.take();
  for (let strike = 0; strike < plan.faultsCount && !plan.enough?.aborted; strike += 1) {
    const fault = possible[strike % possible.length] as Fault;
    const before = load.accepted.length;
    await fault.strike(scene, Math.floor(strike / possible.length));
    const caughtUp = await watch.untilCaughtUp(RECOVERY_MS_MAX);
    if (!caughtUp) plan.say(`${fault.name}: not caught up after ${RECOVERY_MS_MAX} ms`);
    await sleep(plan.restMs);
    const row = rows.get(fault.name) ?? newRow(fault.name);
    row.count += 1;
    row.accepted += load.accepted.length - before;
    const stallMs = watch.take();
    row.longestStallMs = Math.max(row.longestStallMs, stallMs);
    rows.set(fault.name, row);
    plan.say(`${strike + 1}/${plan.faultsCount} ${fault.name}: stalled ${stallMs} ms`);
  }
  return [...rows.values()];
};

const newRow = (fault: string): FaultRow => ({ fault, count: 0, accepted: 0, longestStallMs: 0 });

/** Until the page shows every auction as settled or failed: the end of the flow. */
const untilAllSettled = async ({ services }: Scene, { auctions }: Load): Promise<void> => {
  const last = new Map(auctions.map(({ marketId, auctionId }) => [marketId, auctionId]));
  for (const [marketId, auctionId] of last)
    for (let tries = 0; ; tries += 1) {
      const path = `/markets/${marketId}/auctions/${auctionId}`;
      const state = await stateAt(`${services.url}${path}`);
      if (state === 'settled' || state === 'failed') break;
      if (tries === CAUGHT_UP_TRIES) throw new Error(`${path} is still ${state}`);
      await sleep(100);
    }
};

const stateAt = async (url: string): Promise<string | undefined> => {
  try {
    const { state } = (await (await fetch(url, { headers: asOperator })).json()) as {
      state?: string;
    };
    return state;
  } catch {
    return undefined;
  }
};
