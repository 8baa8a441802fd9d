import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApp, HealthModule, type HttpOptions } from './index.js';

@Controller()
class PricesController {
  @Get('prices')
  prices() {
    return [];
  }

  @Post('offers')
  offers(@Body() offers: readonly unknown[]) {
    return offers.length;
  }

  @Post('prices')
  add(@Body() price: unknown) {
    return price;
  }
}

@Module({
  imports: [HealthModule.forRoot({ useFactory: () => [] })],
  controllers: [PricesController],
})
class PricesModule {}

const started = async (bounds: HttpOptions = {}): Promise<NestFastifyApplication> => {
  const app = await createHttpApp(PricesModule, {
    logger: false,
    ...bounds,
  });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
};

describe('an edge that is open to the world', () => {
  it('lets no page of another origin read an answer, frame it or put scripts into it', async () => {
    const app = await started();
    const headers = { origin: 'https://elsewhere.example' };
    const answer = await app.inject({ url: '/prices', headers });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(answer.headers['content-security-policy']).toMatch(
      /script-src 'self' 'wasm-unsafe-eval'(;|$)/,
    );
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
    });
    await app.close();
  });

  it('says in its own words what it cannot read', async () => {
    const app = await started();
    const headers = { 'content-type': 'application/json' };
    const answer = await app.inject({ method: 'POST', url: '/prices', headers, payload: '\0' });
    expect(answer.json()).toMatchObject({ status: 400, code: 'malformed-json' });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    await app.close();
  });

  it('bounds what one address asks in a minute, and still says whether it is alive', async () => {
    const app = await started({ addressPerMinuteMax: 2 });
    const ask = async (url: string) => (await app.inject({ url })).statusCode;
    expect([await ask('/prices'), await ask('/prices')]).toEqual([200, 200]);
    const refused = await app.inject({ url: '/prices' });
    expect(refused.json()).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(await ask('/health/live')).toBe(200);
    await app.close();
  });

  it('bounds what one key asks in a minute, from wherever, and no other key', async () => {
    const app = await started({ keyPerMinuteMax: 2 });
    const ask = (key: string, remoteAddress: string) =>
      app.inject({ url: '/prices', headers: { authorization: `Bearer ${key}` }, remoteAddress });
    await ask('a', '10.0.0.1');
    expect((await ask('a', '10.0.0.2')).statusCode).toBe(200);
    const refused = await ask('a', '10.0.0.3');
    expect(refused.json()).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask('b', '10.0.0.3')).statusCode).toBe(200);
    expect((await app.inject({ url: '/prices' })).statusCode).toBe(200);
    await app.close();
  });

  it('reads a long body only where things come in bulk', async () => {
    const app = await started();
    const payload = JSON.stringify(['x'.repeat(2 * 1024 * 1024)]);
    const headers = { 'content-type': 'application/json' };
    const post = (url: string) => app.inject({ method: 'POST', url, headers, payload });
    expect((await post('/prices')).json()).toMatchObject({ status: 413, code: 'body-too-large' });
    expect((await post('/offers')).json()).toBe(1);
    await app.close();
  });
});
