import fc from 'fast-check';
import { type Address, changed, formatAddress, parseAddress, SCREENS } from './address';

const parse = (path: string) => parseAddress(new URL(path, 'http://here'));

describe('an address', () => {
  it('says what is shown', () =>
    expect(parse('/app/peers?market=harbour&period=2016-08-08&role=consumer&utm=1')).toEqual({
      ...{ screen: 'peers', market: 'harbour', period: '2016-08-08', role: 'consumer' },
    }));

  it.each(['/', '/app', '/app/', '/app/nothing', '/elsewhere'])(
    'leads from %s to the control room',
    (path) => expect(parse(path)).toEqual({ screen: 'control-room' }),
  );

  it('comes back as it was written', () => {
    const chosen = fc.record(
      {
        screen: fc.constantFrom(...SCREENS),
        market: fc.string({ minLength: 1 }),
        community: fc.string({ minLength: 1 }),
        peer: fc.string({ minLength: 1 }),
      },
      { requiredKeys: ['screen'] },
    );
    fc.assert(
      fc.property(chosen, (address) => {
        expect(parse(formatAddress(address as Address))).toEqual(address);
      }),
    );
  });

  const here: Address = {
    ...{ screen: 'peers', market: 'harbour', period: '2016-08-08', community: 'C1' },
    ...{ run: '2016-08-08', role: 'consumer', lang: 'es' },
  };

  it('keeps what is chosen from one screen to the next, but for what the screen alone means', () =>
    expect(changed(here, { screen: 'day' })).toEqual({
      ...{ screen: 'day', market: 'harbour', period: '2016-08-08', community: 'C1' },
      ...{ run: '2016-08-08', lang: 'es' },
    }));

  it('forgets in another market what was of this one', () =>
    expect(changed(here, { market: 'valley' })).toEqual({
      ...{ screen: 'peers', market: 'valley', role: 'consumer', lang: 'es' },
    }));

  it('forgets a run when the period changes', () => {
    expect(changed(here, { period: '2016-08-09' }).run).toBeUndefined();
    expect(changed(here, { period: '2016-08-08' }).run).toBe('2016-08-08');
  });

  it('takes a choice back where it is empty', () =>
    expect(changed(here, { community: '' })).not.toHaveProperty('community'));
});
