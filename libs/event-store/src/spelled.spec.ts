import fc from 'fast-check';
import { canonicalJson } from '@trueque/kernel';
import { canonicalBytes, spell, spellCommand } from './spelled.js';

describe('a value that says again what another said', () => {
  it('is spelled as if nobody had', () =>
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (value, other) => {
        const whole = { first: [value, { again: value }] };
        const said = spell(whole);
        expect(said.bytes.toString()).toBe(canonicalJson(whole));
        for (const each of [value, whole, whole.first, { value, other }, other])
          expect(canonicalBytes(each, said).toString()).toBe(canonicalJson(each));
      }),
    ));

  it('takes the bytes of the parts that are the same, not of those that are alike', () => {
    const [part, alike] = [{ kwh: [1.5] }, { kwh: [1.5] }];
    const said = spell({ part });
    expect([...said.places.keys()]).toContain(part);
    expect(said.places.get(alike)).toBeUndefined();
  });

  it('is kept, whatever is spelled afterwards', () => {
    const first = canonicalBytes({ a: 'x'.repeat(5_000) });
    canonicalBytes(['y'.repeat(9_000)]);
    expect(first.toString()).toBe(canonicalJson({ a: 'x'.repeat(5_000) }));
  });
});

const textOf = (command: unknown): string => spellCommand(command).bytes.toString();

describe('digest of a command', () => {
  const command = { type: 'SubmitOffer', offerId: 'o1', facts: { at: '2030-01-01T00:00:00Z' } };

  it('is the same when the same is said later', () =>
    expect(textOf({ ...command, facts: { at: '2030-01-02T00:00:00Z' } })).toBe(textOf(command)));

  it('differs when something else is said', () =>
    expect(textOf({ ...command, offerId: 'o2' })).not.toBe(textOf(command)));

  it('is there for commands that are plain words', () =>
    expect(textOf('close')).not.toBe(textOf('open')));
});
