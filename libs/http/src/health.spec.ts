import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { configureHttp, HealthModule, httpAdapter } from './index.js';

describe('the health of a process', () => {
  let app: NestFastifyApplication;
  let databaseIsThere = true;

  beforeAll(async () => {
    const check = () =>
      databaseIsThere ? Promise.resolve('ok') : Promise.reject(new Error('connection refused'));
    const useFactory = () => [{ name: 'database', check }];
    const module = await Test.createTestingModule({
      imports: [HealthModule.forRoot({ useFactory })],
    }).compile();
    app = configureHttp(module.createNestApplication<NestFastifyApplication>(httpAdapter()));
    await app.init();
  });

  afterAll(() => app.close());

  it('is ready while everything it needs is there', async () => {
    databaseIsThere = true;
    expect((await app.inject('/health/ready')).json()).toEqual({ status: 'ready', database: 'ok' });
  });

  it('is live but not ready without its database, and says so', async () => {
    databaseIsThere = false;
    expect((await app.inject('/health/live')).statusCode).toBe(200);
    const answer = await app.inject('/health/ready');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({
      code: 'not-ready',
      errors: [{ pointer: '/database', detail: 'connection refused' }],
    });
  });
});
