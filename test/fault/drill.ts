import { setTimeout as sleep } from 'node:timers/promises';
import { asOperator } from '../support/index.js';
import { SERVICES } from '../services/service-process.js';
import { FAULTS, type Fault, type Scene } from './faults.js';
import { Load } from './load.js';
import { MemoryWatch } from './memory-watch.js';
import { differentWhenRebuilt } from './rebuilt.js';
import { SideLoad } from './side-load.js';
import { StallWatch } from './stall-watch.js';
import { type Verdict, verdictOn } from './verdict.js';
import { foundByVerify } from './verified.js';

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
  /** Queries and readings that were answered beside the offers. */
  readonly answeredBeside: number;
  /** By service: its memory in the end over that at the beginning, once warm. */
  readonly memoryGrowth: Readonly<Record<string, number>>;
}

export interface DrillPlan {
  readonly faultsCount: number;
  readonly markets: readonly string[];
  /** Those to strike with, in turn; without it every one that the scene allows. */
  readonly faults?: readonly string[];
  /** How long everything runs undisturbed after a fault. */
  readonly restMs: number;
  readonly say: (line: string) => void;
  /** Told after every fault what came of all so far. */
  readonly keep?: (rows: readonly FaultRow[]) => void;
  /** Ends the faults early. */
  readonly enough?: AbortSignal;
}

const CAUGHT_UP_TRIES = 1_200;
const STATE_PATIENCE_MS = 5_000;
/** Then it is told how the services are. */
const STALL_MS_MAX = 30_000;
const RECOVERY_MS_MAX = 120_000;

/** Auctions without a pause, one fault after the other, and in the end what the log says of it. */
export const drill = async (scene: Scene, plan: DrillPlan): Promise<DrillReport> => {
  const load = new Load(() => scene.services.url);
  const watch = new StallWatch(() => scene.database.url);
  await load.open(plan.markets);
  load.begin(plan.markets);
  const beside = new SideLoad(() => scene.services.url, load);
  beside.begin();
  const memory = new MemoryWatch(scene.services);
  memory.start();
  watch.start();
  const { failed, rows } = await strikeAll(scene, plan, load, watch);
  plan.say('the last auctions are settled');
  memory.stop();
  await beside.end();
  await load.end();
  await untilAllSettled(scene, load);
  await watch.stop();
  plan.say('everything is read and verified');
  const { url } = scene.database;
  const verdict = await verdictOn(url, load);
  await scene.services.stop();
  const faults = [...failed, ...verdict.faults, ...(await foundByVerify(url))];
  plan.say('read models are rebuilt');
  return {
    ...{ ...verdict, faults, rows, answeredBeside: beside.answered },
    memoryGrowth: Object.fromEntries(SERVICES.map((name) => [name, memory.growthOf(name)])),
    different: await differentWhenRebuilt(url),
  };
};

interface Struck {
  readonly rows: readonly FaultRow[];
  /** Faults that did not go as they should: something did not come back. */
  readonly failed: readonly string[];
}

const strikeAll = async (
  scene: Scene,
  plan: DrillPlan,
  load: Load,
  watch: StallWatch,
): Promise<Struck> => {
  const possible = possibleFaults(scene, plan);
  const rows = new Map(possible.map(({ name }) => [name, newRow(name)]));
  const failed: string[] = [];
  await sleep(plan.restMs);
  watch.take();
  for (let strike = 0; strike < plan.faultsCount && !plan.enough?.aborted; strike += 1) {
    const fault = possible[strike % possible.length] as Fault;
    const row = rows.get(fault.name) as FaultRow;
    const before = load.accepted.length;
    const reason = await struck(scene, fault, Math.floor(strike / possible.length));
    if (reason !== undefined) failed.push(`${fault.name}: ${reason}`);
    if (!(await caughtUp(scene, plan, watch)))
      failed.push(`${fault.name}: not caught up after ${RECOVERY_MS_MAX} ms`);
    await sleep(plan.restMs);
    const stallMs = watch.take();
    row.count += 1;
    row.accepted += load.accepted.length - before;
    row.longestStallMs = Math.max(row.longestStallMs, stallMs);
    plan.say(`${strike + 1}/${plan.faultsCount} ${fault.name}: stalled ${stallMs} ms`);
    plan.keep?.([...rows.values()]);
  }
  return { failed, rows: [...rows.values()].filter(({ count }) => count > 0) };
};

const caughtUp = async (
  { services }: Scene,
  { say }: DrillPlan,
  watch: StallWatch,
): Promise<boolean> => {
  if (await watch.untilCaughtUp(STALL_MS_MAX)) return true;
  say(`it stands still\n${await services.statements()}`);
  return watch.untilCaughtUp(RECOVERY_MS_MAX - STALL_MS_MAX);
};

const possibleFaults = ({ cluster }: Scene, { faults }: DrillPlan): readonly Fault[] =>
  FAULTS.filter(
    ({ name, needsCluster }) => (!needsCluster || cluster) && (faults?.includes(name) ?? true),
  );

/** Why a fault did not end as it should; everything is brought back for the next one. */
const struck = async (scene: Scene, fault: Fault, round: number): Promise<string | undefined> => {
  try {
    await fault.strike(scene, round);
    return undefined;
  } catch (error) {
    await bringBack(scene);
    return error instanceof Error ? error.message : String(error);
  }
};

const bringBack = async ({ cluster, services }: Scene): Promise<void> => {
  await cluster?.restart();
  for (const name of SERVICES) {
    if (services.of(name).runs) continue;
    await services.of(name).end('SIGKILL');
    await services.restart(name);
  }
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
    const signal = AbortSignal.timeout(STATE_PATIENCE_MS);
    const answer = await fetch(url, { headers: asOperator, signal });
    const { state } = (await answer.json()) as { state?: string };
    return state;
  } catch {
    return undefined;
  }
};
