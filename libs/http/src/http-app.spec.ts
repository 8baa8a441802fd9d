import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CauseConflict, RevisionConflict, StoreUnavailable } from '@trueque/event-store';
import { Type } from 'class-transformer';
import { IsArray, IsNumber, IsPositive, IsString, ValidateNested } from 'class-validator';
import {
  type CommandContext,
  configureHttp,
  etagOf,
  httpAdapter,
  openApi,
  page,
  pageRequest,
  problem,
  QueryFields,
  refusal,
  RequestContext,
  requireMatch,
  unlessRefused,
} from './index.js';

class Step {
  @IsNumber()
  @IsPositive()
  power!: number;
}

class Thing {
  @IsString()
  id!: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Step)
  steps!: Step[];
}

class PowerQuery {
  @Type(() => Number)
  @IsNumber()
  power!: number;
}

@Controller()
class ThingsController {
  @Post('things')
  add(@Body() thing: Thing, @RequestContext() context: CommandContext) {
    return { thing, context };
  }

  @Post('lines')
  lines(@Body() body: string) {
    return { lines: body.trim().split('\n').length };
  }

  @Get('declared')
  declared(@Query() step: PowerQuery) {
    return step;
  }

  @Get('things')
  @QueryFields({ name: 'sort' })
  list(@Query('cursor') cursor?: string, @Query('limit') limit?: string) {
    const request = pageRequest({ limit, cursor });
    const after = typeof request.after === 'number' ? request.after : 0;
    const rows = [1, 2, 3].filter((n) => n > after).slice(0, request.limit + 1);
    const items = rows.map((n) => ({
      n,
      name: n === 1 ? '=1+1' : `a "${n}"`,
      nested: [n],
      nanos: String(-n),
    }));
    return page(items, request.limit, (row) => row.n);
  }

  @Get('fails/:how')
  fail(@Param('how') how: string, @Headers('if-match') ifMatch?: string) {
    if (how === 'refused') refusal('gate-closed', 'The gate closed at noon.');
    if (how === 'unknown') unlessRefused(REFUSED, { 'market-unknown': 404 });
    if (how === 'reused') throw new CauseConflict('k');
    if (how === 'away') throw new StoreUnavailable('gone');
    if (how === 'busy') throw new RevisionConflict('raced');
    if (how === 'problem') throw problem(418, 'teapot', 'Short and stout.');
    if (how === 'changed') requireMatch(ifMatch, 2);
    throw new Error('secret');
  }
}

const REFUSED = { status: 'refused', reason: 'market-unknown', detail: 'No such market.' } as const;

describe('the HTTP edge', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({ controllers: [ThingsController] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(httpAdapter({ bodyBytesMax: 2000 }));
    app.useLogger(false);
    openApi(configureHttp(app));
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });

  afterAll(() => app.close());

  const post = (url: string, payload: string, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url,
      payload,
      headers: { 'content-type': 'application/json', ...headers },
    });

  it('names every wrong field at once, by pointer, with what it is and what was expected', async () => {
    const answer = await post(
      '/things',
      '{"id":7,"steps":[{"power":-3},{"power":1,"a/b":2}],"x":1}',
    );
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    const pointers = answer.json().errors.map((error: { pointer: string }) => error.pointer);
    expect(pointers.sort()).toEqual(['/id', '/steps/0/power', '/steps/1/a~1b', '/x']);
    expect(answer.body).toContain('power must be a positive number; it is -3');
    expect(answer.json()).toMatchObject({ code: 'invalid-request', status: 400 });
  });

  it('names every field of a query that the route does not know', async () => {
    const get = async (url: string) => (await app.inject({ url })).json();
    expect(await get('/things?limit=1&lmit=2')).toMatchObject({
      ...{ status: 400, code: 'invalid-request' },
      errors: [
        {
          pointer: '/lmit',
          detail: 'lmit is not a field of this query; there are: cursor, limit, sort',
        },
      ],
    });
    expect(await get('/things?limit=1&sort=n')).toMatchObject({ items: [{ n: 1 }] });
    expect((await get('/fails/problem?a&a~b')).errors).toMatchObject([
      { pointer: '/a' },
      { pointer: '/a~0b' },
    ]);
    expect(await get('/declared?power=2')).toEqual({ power: 2 });
    expect((await get('/declared?power=2&pwer=3')).errors).toMatchObject([{ pointer: '/pwer' }]);
  });

  it.each([
    ['{"id": }', 'value expected at line 1, column 8'],
    ['{"id":\n"a",}', 'line 2, column 5'],
    ['{"id":"a"', 'close brace expected'],
    ['', 'empty'],
    ['{"__proto__":{"a":1}}', 'not accepted'],
  ])('says where %j stops being JSON', async (body, where) => {
    const answer = await post('/things', body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'malformed-json' });
    expect(answer.json().detail).toContain(where);
  });

  it('hands a command its cause, correlation and actor from the headers', async () => {
    const headers = {
      'idempotency-key': '"k-1"',
      'correlation-id': 'c',
      'trueque-actor': 'peer:P3',
    };
    const answer = await post('/things', '{"id":"a","steps":[]}', headers);
    expect(answer.json().context).toEqual({
      causedBy: 'k-1',
      correlationId: 'c',
      actor: 'peer:P3',
    });
  });

  it('makes a cause of its own where the request names none', async () => {
    const { context } = (await post('/things', '{"id":"a","steps":[]}')).json();
    expect(context.causedBy).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(context).toMatchObject({ correlationId: context.causedBy, actor: 'operator' });
  });

  it('refuses a key that cannot be kept', async () => {
    const answer = await post('/things', '{"id":"a","steps":[]}', { 'idempotency-key': 'a b' });
    expect(answer.json()).toMatchObject({ status: 400, code: 'bad-header' });
  });

  it('reads NDJSON as text, line by line', async () => {
    const headers = { 'content-type': 'application/x-ndjson' };
    expect((await post('/lines', '{"a":1}\n{"b":2}\n', headers)).json()).toEqual({ lines: 2 });
  });

  it.each([
    ['refused', 409, 'gate-closed'],
    ['unknown', 404, 'market-unknown'],
    ['reused', 422, 'idempotency-key-reused'],
    ['away', 503, 'store-unavailable'],
    ['busy', 503, 'busy'],
    ['problem', 418, 'teapot'],
    ['changed', 412, 'changed-meanwhile'],
    ['bug', 500, 'unexpected'],
  ])('answers %s with %i %s', async (how, status, code) => {
    const headers = { 'if-match': etagOf(1) };
    const answer = await app.inject({ method: 'GET', url: `/fails/${how}`, headers });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ type: 'about:blank', status, code });
  });

  it('keeps what broke to itself, and names the log line', async () => {
    const answer = await app.inject({ method: 'GET', url: '/fails/bug' });
    expect(answer.body).not.toContain('secret');
    expect(answer.json().correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['/nowhere', undefined, 404, 'not-found'],
    ['/things', 'x'.repeat(3000), 413, 'body-too-large'],
  ])('answers %s as a problem too', async (url, payload, status, code) => {
    const answer = payload === undefined ? await app.inject({ url }) : await post(url, payload);
    expect(answer.json()).toMatchObject({ status, code });
  });

  it('says where it is told what can be asked', async () => {
    const { detail } = (await app.inject({ url: '/nowhere' })).json();
    expect(detail).toBe('Cannot GET /nowhere. /openapi.json lists what is answered here.');
    expect((await app.inject({ url: '/openapi.json' })).json().paths).toHaveProperty('/things');
  });

  it('refuses a body of a kind it cannot read', async () => {
    const answer = await post('/things', 'a', { 'content-type': 'image/png' });
    expect(answer.json()).toMatchObject({ status: 415, code: 'content-type-unsupported' });
  });

  it('pages with an opaque cursor until there is no more', async () => {
    const first = (await app.inject({ url: '/things?limit=2' })).json();
    expect(first.items).toHaveLength(2);
    const second = (await app.inject({ url: `/things?limit=2&cursor=${first.nextCursor}` })).json();
    expect(second.items.map((item: { n: number }) => item.n)).toEqual([3]);
    expect(second.nextCursor).toBeUndefined();
  });

  it('refuses an address that cannot be decoded', async () => {
    const answer = await app.inject({ url: '/fails/%9' });
    expect(answer.json()).toMatchObject({ status: 400, code: 'bad-request' });
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it.each(['a%00b', 'a%7F', '%C2%85'])('has nothing of the name %s', async (name) => {
    const answer = await app.inject({ url: `/fails/${name}` });
    expect(answer.json()).toMatchObject({ status: 404, code: 'not-found' });
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it.each(['/things?limit=0', '/things?limit=x', '/things?cursor=%21'])(
    'refuses %s',
    async (url) => {
      expect((await app.inject({ url })).statusCode).toBe(400);
    },
  );

  it('answers lists as CSV with escaped formulas and the next page in Link', async () => {
    const headers = { accept: 'text/csv' };
    const answer = await app.inject({ url: '/things?limit=2', headers });
    expect(answer.body).toBe(`n,name,nested,nanos\n1,'=1+1,[1],-1\n2,"a ""2""",[2],-2\n`);
    expect(answer.headers['content-type']).toContain('text/csv');
    expect(answer.headers.link).toMatch(/^<\/things\?limit=2&cursor=.+>; rel="next"$/);
  });

  it('describes itself as OpenAPI 3.1, with the schemas that it checks by', async () => {
    const document = (await app.inject({ url: '/openapi.json' })).json();
    expect(document.openapi).toBe('3.1.0');
    const how = { name: 'how', in: 'path', required: true, schema: { type: 'string' } };
    expect(document.paths['/fails/{how}'].get.parameters).toContainEqual(how);
    expect(document.paths['/things'].get.responses.default.content).toEqual({
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    });
    expect(document.components.schemas.Thing.required).toEqual(['id', 'steps']);
    expect(document.components.schemas.Thing.properties.steps.items).toEqual({
      $ref: '#/components/schemas/Step',
    });
    expect(document.paths['/things'].post.requestBody.content['application/json'].schema).toEqual({
      $ref: '#/components/schemas/Thing',
    });
  });

  it('serves its documentation without any other host', async () => {
    const html = (await app.inject({ url: '/docs' })).body;
    expect(html).toContain('trueque API');
    expect(html).not.toMatch(/(src|href)="https?:/);
    expect((await app.inject({ url: '/docs/swagger-ui-bundle.js' })).statusCode).toBe(200);
  });
});
