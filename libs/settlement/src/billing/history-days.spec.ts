import type { HistoryEvent } from '@trueque/contracts';
import { InMemoryEventStore } from '@trueque/event-store';
import { MeteringProcess } from '../metering.process.js';
import { harbourOf } from '../testing/billing-app.js';
import { rulePack } from '../testing/community-day.js';
import { RecordedMarket } from '../testing/recorded-market.js';
import { adoptRulePack } from './adopt-rule-pack.js';
import { meterDaysOf, takeHistory } from './history-days.js';
import { knownMarket } from './known-market.js';
import { MeteredDays } from './metered-days.js';

type History = Extract<HistoryEvent, { readonly type: 'MeterHistoryRecorded' }>['data'];

const block = (changes: Partial<History> = {}): History => ({
  ...{ marketId: 'harbour', meterPointId: 'home', channel: 'GRID_IMPORT', corrects: 0 },
  ...{ start: '2026-01-01T22:00:00Z', intervalMinutes: 30 },
  energyWh: [100, 200, 300, null, 500, 600],
  quality: [['MEASURED', 6]],
  ...changes,
});

const madrid = { timeZone: 'Europe/Madrid', mtu: 'PT1H' } as const;

describe('imported history as readings of local days', () => {
  it('adds up finer intervals, and knows no period that lacks a part', () => {
    const days = meterDaysOf(block(), madrid);
    expect(days.map(({ day }) => day.date)).toEqual(['2026-01-01', '2026-01-02']);
    expect(days[0]?.reading.importWh?.slice(22)).toEqual([null, 300]);
    expect(days[1]?.reading.importWh?.slice(0, 3)).toEqual([null, 1_100, null]);
    expect(days[0]?.reading.exportWh).toBeNull();
  });

  it('is trusted as far as its least trusted part', () => {
    const qualities = (['SUSPECT', 'SUBSTITUTED', 'ADJUSTED'] as const).map(
      (word) => meterDaysOf(block({ quality: [[word, 6]] }), madrid)[0]?.reading.quality,
    );
    expect(qualities).toEqual(['estimated', 'substituted', 'measured']);
  });

  it('is not about what happens behind the meter, nor coarser than the market', () => {
    expect(meterDaysOf(block({ channel: 'GENERATION' }), madrid)).toEqual([]);
    expect(meterDaysOf(block({ intervalMinutes: 1440 }), madrid)).toEqual([]);
  });

  it('is taken once, as it comes and when rules are adopted after it', async () => {
    const recorded = new RecordedMarket(new InMemoryEventStore());
    const { store } = recorded;
    const process = new MeteringProcess(store);
    await recorded.record('market', ...harbourOf('home'));
    const imported = await recorded.record('import', {
      type: 'MeterHistoryRecorded',
      data: block(),
    });
    for (const event of imported) await process.handle(event);
    const readings = async () => {
      const market = await knownMarket(store, 'harbour');
      if (market === undefined) throw new Error('the market is there');
      return (await new MeteredDays(store, market, 1_000).readingsOf('2026-01-01')).get('home');
    };
    expect(await readings()).toBeUndefined();
    const adopted = await adoptRulePack(store, rulePack(), {
      ...{ partition: 'harbour', causedBy: 'rules', actor: 'operator' },
      occurredAt: '2026-01-05T00:00:00Z',
    });
    for (const event of 'events' in adopted ? adopted.events : []) {
      await process.handle(event);
    }
    for (const event of imported) await process.handle(event);
    await takeHistory(store, 'harbour');
    const { takenWh, eventIds } = (await readings()) ?? { takenWh: [], eventIds: [] };
    expect([takenWh[23], eventIds.length]).toEqual([300, 1]);
  });
});
