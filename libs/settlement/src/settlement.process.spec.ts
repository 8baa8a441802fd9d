import type { OffersEvent } from '@trueque/contracts';
import { InMemoryEventStore, type RecordedEvent } from '@trueque/event-store';
import { InvariantBroken } from '@trueque/kernel';
import { Unwell } from '@trueque/messaging';
import { paperCaseTwo, paperCaseTwoMetered } from './testing/paper-case-two.js';
import { clearingEventsOf, RecordedMarket } from './testing/recorded-market.js';
import { SettlementPool } from './settlement-pool.js';
import { SettlementProcess } from './settlement.process.js';

const address = { marketId: 'harbour', auctionId: 'monday' };

const registered = (peerId: string, communityId: string): OffersEvent => ({
  type: 'PeerRegistered',
  data: {
    ...{ marketId: 'harbour', peerId, communityId },
    role: peerId === 'G' ? 'grid' : 'consumer',
  },
});

const gridOffer = (cost: number): OffersEvent => ({
  type: 'OfferSubmitted',
  data: {
    ...{ ...address, offerId: `grid-at-${cost}`, peerId: 'G' },
    offer: { role: 'grid', generation: { max: 5_000, cost } },
  },
});

const metered = (
  readings: readonly {
    peerId: string;
    importWh: readonly (number | null)[];
    exportWh: readonly number[];
  }[],
): OffersEvent => ({
  type: 'MeterReadingsRecorded',
  data: {
    ...{ ...address, start: '2021-03-03T05:00:00Z', mtu: 'PT1H' },
    readings: readings.map(({ peerId, importWh, exportWh }) => ({
      ...{ peerId, importWh: [...importWh], exportWh: [...exportWh], quality: 'measured' },
    })),
  },
});

const start = async () => {
  const market = new RecordedMarket(new InMemoryEventStore());
  const process = new SettlementProcess(market.store, pool);
  await market.record(
    'market',
    ...paperCaseTwo.peers.map(({ peerId, communityId }) => registered(peerId, communityId)),
  );
  await market.record('auction', gridOffer(0.096));
  const deliver = async (events: readonly RecordedEvent[]) => {
    for (const event of events) {
      if (process.types.some((type) => type === event.type)) await process.handle(event);
    }
  };
  return { market, deliver, process };
};

const latestTotal = async (market: RecordedMarket, peer: string) =>
  (await market.statements()).findLast(({ peerId }) => peerId === peer)?.totalNanos;

const pool = new SettlementPool();

describe('the settlement process', () => {
  afterAll(() => pool.onApplicationShutdown());

  it('settles an auction when it is cleared, with a statement for every peer', async () => {
    const { market, deliver } = await start();
    await deliver(await market.record('clearing', ...clearingEventsOf(paperCaseTwo)));
    expect(await market.runs()).toMatchObject([{ runId: 'harbour/monday/1', kind: 'cleared' }]);
    expect(await market.statements()).toHaveLength(paperCaseTwo.peers.length);
    expect(await latestTotal(market, 'P2')).toBe('-7686000000');
  });

  it('settles again when the meters report, at the price of the grid offer that stands', async () => {
    const { market, deliver } = await start();
    await deliver(await market.record('clearing', ...clearingEventsOf(paperCaseTwo)));
    await deliver(await market.record('readings', metered(paperCaseTwoMetered)));
    expect((await market.runs()).map(({ kind }) => kind)).toEqual(['cleared', 'metered']);
    expect(await latestTotal(market, 'P2')).toBe('-7947600000');
    expect(await latestTotal(market, 'G')).toBe('192000000');
  });

  it('lets a later reading of a peer replace the earlier, and keeps those of the others', async () => {
    const { market, deliver } = await start();
    await deliver(await market.record('clearing', ...clearingEventsOf(paperCaseTwo)));
    await deliver(await market.record('readings', metered(paperCaseTwoMetered)));
    const corrected = [{ peerId: 'P2', importWh: [141_000], exportWh: [0] }];
    await deliver(await market.record('readings', metered(corrected)));
    expect(await market.runs()).toHaveLength(3);
    expect(await latestTotal(market, 'P2')).toBe('-7755600000'); // 1 kWh, all from P4
    expect(await latestTotal(market, 'G')).toBe('0');
  });

  const parts = [
    metered(paperCaseTwoMetered),
    metered([{ peerId: 'P2', importWh: [141_000], exportWh: [0] }]),
    metered([{ peerId: 'P4', importWh: [99_000], exportWh: [0] }]),
    metered([{ peerId: 'P2', importWh: [142_000], exportWh: [0] }]),
  ];

  it('settles readings that come in parts once each time it looks', async () => {
    const { market, deliver } = await start();
    await deliver(await market.record('clearing', ...clearingEventsOf(paperCaseTwo)));
    const told: RecordedEvent[] = [];
    for (const part of parts) told.push(...(await market.record('readings', part)));
    await deliver(told);
    await deliver(told);
    expect((await market.runs()).map(({ kind }) => kind)).toEqual(['cleared', 'metered']);
    const [, run] = await market
      .settled()
      .then((all) => all.filter(({ type }) => type === 'SettlementRunCompleted'));
    expect(run?.causedBy).toBe(told.at(-1)?.id);
  });

  it('comes to the same however many of those parts are there when it looks', async () => {
    const totals = new Set<string>();
    for (let looks = 0; looks < 1 << (parts.length - 1); looks += 1) {
      const { market, deliver } = await start();
      await deliver(await market.record('clearing', ...clearingEventsOf(paperCaseTwo)));
      const unseen: RecordedEvent[] = [];
      for (const [at, part] of parts.entries()) {
        unseen.push(...(await market.record('readings', part)));
        const isLooking = at === parts.length - 1 || (looks >> at) % 2 === 1;
        if (isLooking) await deliver(unseen.splice(0));
      }
      const last = (await market.runs()).at(-1)!;
      const statements = (await market.statements()).filter(({ runId }) => runId === last.runId);
      totals.add(
        JSON.stringify([
          last.inputHash,
          statements.map(({ peerId, totalNanos }) => [peerId, totalNanos]),
        ]),
      );
    }
    expect(totals.size).toBe(1);
  });

  it('adds nothing when an event comes again, whatever was recorded since', async () => {
    const { market, deliver } = await start();
    const clearing = await market.record('clearing', ...clearingEventsOf(paperCaseTwo));
    const readings = await market.record('readings', metered(paperCaseTwoMetered));
    await deliver([...clearing, ...readings]);
    const before = await market.settled();
    await market.record('market', registered('P9', 'C3'));
    await market.record('auction', gridOffer(0.2));
    await deliver([...clearing, ...readings, ...clearing]);
    expect(await market.settled()).toEqual(before);
  });

  it('comes to the same in whichever order clearing and meters are heard of', async () => {
    const inOrder = await start();
    const turned = await start();
    for (const { market } of [inOrder, turned]) {
      await market.record('clearing', ...clearingEventsOf(paperCaseTwo));
      await market.record('readings', metered(paperCaseTwoMetered));
    }
    const eventsOf = ({ market }: typeof turned) => market.store.readPartition('harbour', 0, 100);
    await inOrder.deliver(await eventsOf(inOrder));
    await turned.deliver((await eventsOf(turned)).toReversed());
    const latestHash = async ({ market }: typeof turned) =>
      (await market.runs()).at(-1)?.resultHash;
    expect(await latestHash(turned)).toBe(await latestHash(inOrder));
  });

  it('settles a meter that is silent in part, and flags the line that was estimated', async () => {
    const { market, deliver } = await start();
    await deliver(await market.record('clearing', ...clearingEventsOf(paperCaseTwo)));
    const silent = { peerId: 'P2', importWh: [null], exportWh: [0] };
    await deliver(await market.record('readings', metered([silent])));
    expect((await market.runs()).map(({ kind }) => kind)).toEqual(['cleared', 'metered']);
    expect(await latestTotal(market, 'P2')).toBe('-7686000000'); // what was cleared
    const statement = (await market.statements()).findLast(({ peerId }) => peerId === 'P2');
    expect(statement?.lines.map(({ quality }) => quality)).toEqual(['missing', 'missing']);
  });

  it('settles meters that reported before the clearing together with it', async () => {
    const { market, deliver } = await start();
    await deliver(await market.record('readings', metered(paperCaseTwoMetered)));
    expect(await market.settled()).toEqual([]);
    await deliver(await market.record('clearing', ...clearingEventsOf(paperCaseTwo)));
    expect((await market.runs()).map(({ kind }) => kind)).toEqual(['cleared', 'metered']);
    expect(await latestTotal(market, 'P2')).toBe('-7947600000');
  });

  it('charges a peer that made no offer for all it took', async () => {
    const { market, deliver } = await start();
    await market.record('market', registered('P9', 'C3'));
    await deliver(await market.record('clearing', ...clearingEventsOf(paperCaseTwo)));
    const reading = { peerId: 'P9', importWh: [5_000], exportWh: [0] };
    await deliver(await market.record('readings', metered([reading])));
    expect(await latestTotal(market, 'P9')).toBe('-480000000'); // 5 kWh × 0.096
  });

  it('waits while trades of a clearing are missing', async () => {
    const { market, deliver } = await start();
    const events = await market.record('clearing', ...clearingEventsOf(paperCaseTwo).slice(0, -1));
    await expect(deliver(events)).rejects.toThrow(Unwell);
    await expect(deliver(events)).rejects.toThrow('harbour/monday: 3 of 4 trades are there');
    expect(await market.settled()).toEqual([]);
  });

  it('stores nothing of a reading of somebody who was never registered', async () => {
    const { market, deliver } = await start();
    await market.record('clearing', ...clearingEventsOf(paperCaseTwo));
    const reading = { peerId: 'nobody', importWh: [1], exportWh: [0] };
    const events = await market.record('readings', metered([reading]));
    await expect(deliver(events)).rejects.toThrow(InvariantBroken);
    expect(await market.settled()).toEqual([]);
  });
});
