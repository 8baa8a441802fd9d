import { Controller, Get, Post } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { configureHttp, httpAdapter, versioned } from './index.js';

let finish: () => void;

@Controller('orders')
class OrdersController {
  @Post()
  async order() {
    await new Promise<void>((resolve) => (finish = resolve));
    return versioned({ taken: true }, { revision: 7, status: 'repeated' });
  }

  @Get()
  orders() {
    return versioned([{ taken: true }], { revision: 7 });
  }
}

describe('a request with a key', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({ controllers: [OrdersController] }).compile();
    app = configureHttp(module.createNestApplication<NestFastifyApplication>(httpAdapter()));
    app.useLogger(false);
    await app.init();
  });

  afterAll(() => app.close());

  const order = (key: string) =>
    app.inject({ method: 'POST', url: '/orders', headers: { 'idempotency-key': key } });

  /** The request is with its controller, and stays there until it is let go. */
  const orderInFlight = async (key: string) => {
    const before = finish;
    const answer = order(key);
    void answer.then(() => undefined);
    while (finish === before) await new Promise(setImmediate);
    return { answer, letGo: finish };
  };

  it('is refused while the same one is being decided, and answered afterwards', async () => {
    const first = await orderInFlight('k-1');
    const meanwhile = await order('k-1');
    expect(meanwhile.json()).toMatchObject({ status: 409, code: 'request-in-flight' });
    expect(meanwhile.headers['retry-after']).toBe('1');
    const other = await orderInFlight('k-2');
    for (const { letGo } of [first, other]) letGo();
    expect([(await first.answer).statusCode, (await other.answer).statusCode]).toEqual([201, 201]);
    const again = await orderInFlight('k-1');
    again.letGo();
    expect((await again.answer).statusCode).toBe(201);
  });

  it('is told the version of what it is answered, and that it came before', async () => {
    const { answer, letGo } = await orderInFlight('k-3');
    letGo();
    const { headers } = await answer;
    expect(headers).toMatchObject({ etag: 'W/"7"', 'idempotency-replayed': 'true' });
    const read = await app.inject({ url: '/orders', headers: { accept: 'text/csv' } });
    expect([read.headers.etag, read.body]).toEqual(['W/"7"', 'taken\n1\n']);
  });
});
