import { ProgrammeBuilder } from '@trueque/linear-program';
import type { Battery, Market, Peer } from '../market/market.js';
import { type Coverage, coveragesOf } from './coverage.js';

/** A network under construction: the programme so far and what every period has in common. */
export interface Draft {
  readonly market: Market;
  readonly builder: ProgrammeBuilder;
  /** Peers of each community, in their order. */
  readonly members: readonly (readonly Peer[])[];
  readonly coverages: readonly Coverage[];
  /** Peers that a contract names as seller, as buyer. */
  readonly namedSellers: ReadonlySet<number>;
  readonly namedBuyers: ReadonlySet<number>;
  readonly batteries: ReadonlyMap<number, BatteryDraft>;
  readonly limitRows: number[];
}

export interface BatteryDraft {
  readonly battery: Battery;
  /** Balance row of each period. */
  readonly rows: readonly number[];
  readonly state: readonly number[];
  readonly charge: number[];
  readonly discharge: number[];
}

export const draftOf = (market: Market): Draft => {
  const builder = new ProgrammeBuilder();
  const coverages = coveragesOf(market);
  return {
    market,
    builder,
    members: membersOf(market),
    coverages,
    limitRows: [],
    namedSellers: peersOf(coverages.flatMap(({ sellers }) => sellers)),
    namedBuyers: peersOf(coverages.flatMap(({ buyers }) => buyers)),
    batteries: new Map(
      market.peers.flatMap((peer): [number, BatteryDraft][] =>
        peer.battery === undefined ? [] : [[peer.index, addBattery(builder, peer.battery)]],
      ),
    ),
  };
};

const membersOf = ({ communities, peers }: Market): Peer[][] => {
  const members = communities.map((): Peer[] => []);
  for (const peer of peers) members[peer.community]!.push(peer);
  return members;
};

const peersOf = (parties: readonly { readonly peer: number | undefined }[]): Set<number> =>
  new Set(parties.flatMap(({ peer }) => (peer === undefined ? [] : [peer])));

/** (7): S_t = S_{t−1} + ηc·charge − discharge/ηd; charge and discharge join where they are used. */
const addBattery = (builder: ProgrammeBuilder, battery: Battery): BatteryDraft => {
  const periodsCount = battery.chargeKwh.length;
  const rows = Array.from(battery.chargeKwh, (_, period) =>
    builder.addRow(period === 0 ? -battery.initialKwh : 0),
  );
  const state = rows.map((row, period) =>
    builder.addColumn({
      lower: period === periodsCount - 1 ? battery.finalKwh : battery.minKwh,
      upper: battery.capacityKwh,
      entries: [[row, -1], ...(period + 1 < periodsCount ? [[rows[period + 1]!, 1] as const] : [])],
    }),
  );
  return { battery, rows, state, charge: [], discharge: [] };
};

export const hasSupply = (peer: Peer, period: number): boolean =>
  peer.roles[period] !== 'consumer' &&
  (peer.battery !== undefined || peer.steps.some(({ energyKwh }) => energyKwh[period]! > 0));

export const hasDemand = (peer: Peer, period: number): boolean =>
  peer.loadKwh[period]! > 0 ||
  peer.battery !== undefined ||
  peer.bids.some(({ energyKwh }) => energyKwh[period]! > 0);
