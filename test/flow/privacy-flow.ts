import { POLICY } from '@trueque/identity';
import type { AppUnderTest } from './app-under-test.js';
import { auction } from './harbour.js';
import { HttpClient } from './http-client.js';

const zoraida = {
  name: 'Zoraida Quintanilla',
  address: 'Carrera 9, Tuchín',
  meterIds: ['ES0021000000000001XY'],
};
const IDENTIFYING = ['Zoraida', 'Quintanilla', 'Tuch', 'ES0021000000000001XY'];
const persons = '/markets/harbour/persons';

/** Lists and documents that say something in a market as it stands; what streams has no end. */
const exportsOf = (peerId: string): readonly string[] => {
  const { auctionId } = auction;
  const known: Readonly<Record<string, string>> = { marketId: 'harbour', auctionId, peerId };
  return Object.keys(POLICY)
    .filter((route) => route.startsWith('GET /markets/:marketId'))
    .map((route) => route.replace('GET ', ''))
    .map((path) => path.replace(/:(\w+)/g, (_, name: string) => known[name] ?? '1'));
};

const toldIn = (text: string): readonly string[] =>
  IDENTIFYING.flatMap((word) => [word, Buffer.from(word).toString('base64').slice(0, -4)]).filter(
    (word) => text.includes(word),
  );

/**
 * A person is registered and forgotten, and nothing that leaves the house tells of them, before and
 * after. `carried` is what went over the brokers, if there are any.
 */
export const itForgetsPersons = (
  start: () => Promise<AppUnderTest>,
  carried: (until: string) => Promise<string> = async (until) => until,
): void => {
  let http: HttpClient;
  let personId = '';

  beforeAll(async () => {
    http = new HttpClient((await start()).url);
  });

  const everythingTold = async (): Promise<string> => {
    const answers: string[] = [];
    for (const path of exportsOf('mill'))
      for (const accept of ['application/json', 'text/csv', 'application/pdf'])
        answers.push(await http.text(path, accept));
    return answers.join('\n');
  };

  it('keeps who stands behind a peer for operators alone, and corrects it', async () => {
    const body = { ...zoraida, peerId: 'mill' };
    const registered = await http.post(persons, body, { 'idempotency-key': 'zoraida' });
    expect(registered).toMatchObject({
      status: 201,
      body: { marketId: 'harbour', peerId: 'mill' },
    });
    ({ personId } = registered.body);
    expect((await http.get(`${persons}/${personId}`)).body).toEqual(zoraida);
    const moved = { ...zoraida, address: 'Carrera 10, Tuchín' };
    expect((await http.put(`${persons}/${personId}`, moved)).body).toEqual(moved);
    expect((await http.get(`${persons}/${personId}`)).body).toEqual(moved);
  });

  it('forgets them, and neither an export nor a topic ever told of them', async () => {
    expect((await http.delete(`${persons}/${personId}`)).status).toBe(204);
    expect((await http.get(`${persons}/${personId}`)).status).toBe(404);
    const told = await everythingTold();
    expect(told).toContain('mill');
    expect(toldIn(told)).toEqual([]);
    const messages = await carried(personId);
    expect(messages).toContain(personId);
    expect(toldIn(messages)).toEqual([]);
  });
};
