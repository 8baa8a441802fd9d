import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { randomBytes } from 'node:crypto';
import { freshDatabase } from '../../../../test/support/index.js';
import { sender, setUpHarbour, startIntake } from '../testing/intake-app.js';

const ana = { name: 'Ana Quintero', address: 'Calle 7, Lorica', meterIds: ['NMI-0001'] };
const persons = '/markets/harbour/persons';

describe('persons', () => {
  let app: NestFastifyApplication;
  const send = sender(() => app);
  const read = (url: string) => app.inject({ method: 'GET', url });
  const register = (key: string, person: object = ana) =>
    send('POST', persons, { ...person, peerId: 'P1' }, { 'idempotency-key': key });
  const events = async () => {
    const store = app.get<EventStore>(EVENT_STORE, { strict: false });
    return store.readPartition('harbour', 0, 1_000, ['PersonRegistered', 'PersonErased']);
  };

  beforeAll(async () => {
    process.env['TRUEQUE_MASTER_KEY'] = randomBytes(32).toString('base64');
    app = await startIntake(await freshDatabase());
    await setUpHarbour(send);
  });

  afterAll(async () => {
    delete process.env['TRUEQUE_MASTER_KEY'];
    await app.close();
  });

  it('are registered under a random reference, which is all that events tell', async () => {
    const answer = await register('ana');
    expect(answer.statusCode).toBe(201);
    const { personId } = answer.json();
    expect(answer.json()).toEqual({ marketId: 'harbour', personId, peerId: 'P1' });
    expect(answer.headers.location).toBe(`${persons}/${personId}`);
    expect((await read(`${persons}/${personId}`)).json()).toEqual(ana);
    expect((await events()).map(({ data }) => data)).toEqual([answer.json()]);
  });

  it('are registered once, however often the same is said under one key', async () => {
    const first = await register('twice');
    const again = await register('twice');
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect([again.statusCode, again.json()]).toEqual([201, first.json()]);
    const other = await register('twice', { name: 'Berta' });
    expect([other.statusCode, other.json().code]).toEqual([409, 'person-registered']);
  });

  it('are corrected, and what was kept before is gone', async () => {
    const { personId } = (await register('moved')).json();
    const moved = { name: 'Ana Quintero', address: 'Calle 8, Lorica' };
    expect((await send('PUT', `${persons}/${personId}`, moved)).json()).toEqual(moved);
    expect((await read(`${persons}/${personId}`)).json()).toEqual(moved);
  });

  it('are erased for good: neither a correction nor a repetition brings them back', async () => {
    const { personId } = (await register('gone')).json();
    const url = `${persons}/${personId}`;
    for (const _ of ['once', 'twice']) expect((await send('DELETE', url)).statusCode).toBe(204);
    expect((await register('gone')).headers['idempotency-replayed']).toBe('true');
    expect((await send('PUT', url, ana)).statusCode).toBe(404);
    expect((await read(url)).json()).toMatchObject({ status: 404, code: 'person-unknown' });
    const erased = (await events()).filter(({ type }) => type === 'PersonErased');
    expect(erased.map(({ data }) => data)).toEqual([{ marketId: 'harbour', personId }]);
  });

  it('are corrected and erased as they were read, where the request says so', async () => {
    const { personId } = (await register('versions')).json();
    const url = `${persons}/${personId}`;
    const match = async () => ({ 'if-match': String((await read(url)).headers.etag) });
    const first = await match();
    expect((await send('PUT', url, { name: 'Ana' }, first)).statusCode).toBe(200);
    for (const method of ['PUT', 'DELETE'] as const) {
      const stale = await send(method, url, method === 'PUT' ? ana : undefined, first);
      expect([stale.statusCode, stale.json().code]).toEqual([412, 'changed-meanwhile']);
    }
    expect((await send('DELETE', url, undefined, await match())).statusCode).toBe(204);
    expect((await send('PUT', url, ana, first)).statusCode).toBe(404);
  });

  it('are corrected or erased as they were read, never both, however close the requests are', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { personId } = (await register(`race-${round}`)).json();
      const url = `${persons}/${personId}`;
      const asRead = { 'if-match': String((await read(url)).headers.etag) };
      const [corrected, erased] = await Promise.all([
        send('PUT', url, { name: 'Ana' }, asRead),
        send('DELETE', url, undefined, asRead),
      ]);
      const isKept = (await read(url)).statusCode === 200;
      const isDone = [corrected.statusCode === 200, erased.statusCode === 204];
      expect(isDone).toEqual([isKept, !isKept]);
      expect([412, 404]).toContain((isKept ? erased : corrected).statusCode);
    }
  });

  it('who are not as described, or behind no peer, are refused', async () => {
    expect((await register('nobody', { name: '' })).statusCode).toBe(422);
    const behindNobody = await send('POST', persons, { ...ana, peerId: 'P9' });
    expect(behindNobody.json()).toMatchObject({ status: 404, code: 'peer-unknown' });
    const unheardOf = `${persons}/7f1c1f5e-9d0c-4c63-8a53-0d6a5f2a7c11`;
    expect((await send('DELETE', unheardOf)).json()).toMatchObject({ code: 'person-unknown' });
  });

  it('stay closed to who has another master key', async () => {
    const { personId } = (await register('closed')).json();
    process.env['TRUEQUE_MASTER_KEY'] = randomBytes(32).toString('base64');
    const answer = await read(`${persons}/${personId}`);
    expect(answer.json()).toMatchObject({ status: 503, code: 'vault-closed' });
  });
});
