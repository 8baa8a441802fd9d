import type { ReplayView } from '../../api/rows';
import { isOnItsWay, pairOf, reasonText } from './replay-text';
import { replayRequest, SCENARIO_NAMES, scenarioOf } from './scenarios';

const replay = (replayId: string, state: ReplayView['state'], auctions = 7): ReplayView => ({
  ...{ replayId, marketId: 'm', name: replayId, from: null, to: null, unchanged: false },
  ...{ state, auctions, failed: 0, same: 0, different: [], runHash: null, detail: null },
});

describe('two replays', () => {
  const all = [
    replay('a', 'failed'),
    replay('b', 'finished'),
    replay('c', 'waiting', 0),
    replay('d', 'running', 2),
    replay('e', 'finished'),
  ];

  it('are the first two that have all their results where none is named', () =>
    expect(pairOf(all, undefined)).toEqual(['b', 'e']));

  it('are those that the address names, be it one alone', () => {
    expect(pairOf(all, 'e,b')).toEqual(['e', 'b']);
    expect(pairOf(all, 'e')).toEqual(['e', 'b']);
    expect(pairOf(all, 'b,')).toEqual(['b', 'e']);
  });

  it('are not two where there is but one', () =>
    expect(pairOf([replay('b', 'finished')], undefined)).toEqual(['b', undefined]));

  it('are looked after while they wait or run', () =>
    expect(all.filter(isOnItsWay).map(({ replayId }) => replayId)).toEqual(['c', 'd']));
});

describe('why somebody wins or loses', () => {
  it.each([
    ['takes part only in B', 'solo participa en B'],
    [
      'buys at 0.1929 in place of 0.2404 per kWh, more of it from the grid',
      'compra a 0,1929 en lugar de 0,2404 por kWh, más de ello de la red',
    ],
    [
      'buys at 0.2 in place of 0.3 per kWh, less of it from the grid',
      'compra a 0,2 en lugar de 0,3 por kWh, menos de ello de la red',
    ],
    ['sells at 0.1 in place of 0.2 per kWh', 'vende a 0,1 en lugar de 0,2 por kWh'],
    ['buys 1,234.5 kWh in place of 60 kWh', 'compra 1.234,5 kWh en lugar de 60 kWh'],
    ['sells 2 kWh in place of 0 kWh', 'vende 2 kWh en lugar de 0 kWh'],
    ['generates 2.5 kWh in place of 3 kWh', 'genera 2,5 kWh en lugar de 3 kWh'],
    ['does what nobody foresaw', 'does what nobody foresaw'],
    ['', ''],
  ])('is said in both languages: %s', (english, spanish) => {
    expect(reasonText(english, 'en')).toBe(english);
    expect(reasonText(english, 'es')).toBe(spanish);
  });
});

describe('a replay from the page', () => {
  const days = { from: '2016-08-09T07:00:00Z', to: '2016-08-10T07:00:00Z' };

  it('is of the days that are shown, under the rules in force or others', () => {
    expect(replayRequest('asRecorded', days)).toEqual(days);
    expect(replayRequest('noBatteries', days)).toEqual({
      ...days,
      rules: { name: 'no batteries', batteries: { remove: 'all' } },
    });
  });

  it.each([
    ['as recorded', 'asRecorded'],
    ['one price', 'onePrice'],
    ['each peer alone', 'eachAlone'],
    ['rules from a file', undefined],
  ])('is known again by its name: %s', (name, scenario) => expect(scenarioOf(name)).toBe(scenario));

  it('has a name of its own for each set of rules', () => {
    const names = SCENARIO_NAMES.map((name) => replayRequest(name, days).rules?.name);
    expect(new Set(names).size).toBe(SCENARIO_NAMES.length);
  });
});
