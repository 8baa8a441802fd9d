import type { INestApplication } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { type Figure, MetricsModule, offersDecided, type Reading } from './index.js';
import { Readings } from './readings.js';

const reading = (name: string, read: () => Promise<readonly Figure[]>): Reading => ({
  name,
  help: 'For this test.',
  labels: ['consumer'],
  read,
});

const lines = (text: string, name: string): readonly string[] =>
  text.split('\n').filter((line) => line.startsWith(name));

describe('what a process tells of itself', () => {
  let app: INestApplication;
  let lags: Readonly<Record<string, number>> = {};

  const metrics = async (): Promise<string> => {
    const answer = await (app as NestFastifyApplication).inject('/metrics');
    expect(answer.headers['content-type']).toContain('text/plain');
    return answer.body;
  };

  beforeAll(async () => {
    const lag = () =>
      Promise.resolve(
        Object.entries(lags).map(([consumer, value]) => ({ labels: { consumer }, value })),
      );
    const readings = [
      reading('test_lag', lag),
      reading('test_away', () => Promise.reject(new Error('connection refused'))),
    ];
    const module = await Test.createTestingModule({
      imports: [MetricsModule.forRoot({ useFactory: () => readings })],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    await app.init();
  });

  afterAll(() => app.close());

  it('is read anew each time somebody asks, and forgets who is gone', async () => {
    lags = { 'reporting.trades.v1': 7, 'clearing.auctions': 0 };
    expect(lines(await metrics(), 'test_lag')).toEqual([
      'test_lag{consumer="reporting.trades.v1"} 7',
      'test_lag{consumer="clearing.auctions"} 0',
    ]);
    lags = { 'reporting.trades.v1': 3 };
    expect(lines(await metrics(), 'test_lag')).toEqual([
      'test_lag{consumer="reporting.trades.v1"} 3',
    ]);
  });

  it('leaves out what cannot be read now, and tells the rest', async () => {
    const text = await metrics();
    expect(lines(text, 'test_away')).toEqual([]);
    expect(lines(text, 'trueque_process_resident_memory_bytes')).toHaveLength(1);
  });

  it('counts offers by what became of them', async () => {
    offersDecided.inc({ outcome: 'gate-closed' });
    offersDecided.inc({ outcome: 'accepted' }, 2);
    expect(lines(await metrics(), 'trueque_offers_total').toSorted()).toEqual([
      'trueque_offers_total{outcome="accepted"} 2',
      'trueque_offers_total{outcome="gate-closed"} 1',
    ]);
  });
});

describe('a costly reading', () => {
  it('is not taken again before its time, however often somebody asks', async () => {
    let nowMs = 0;
    let taken = 0;
    const read = () => {
      taken += 1;
      return Promise.resolve([]);
    };
    const sum = { ...reading('test_sum', read), atMostEveryMs: 60_000 };
    const readings = new Readings([sum], () => nowMs);
    for (nowMs of [0, 59_999, 60_000, 60_001]) await readings.take();
    expect(taken).toBe(2);
  });
});
