import { commandText } from './decider.js';

describe('digest of a command', () => {
  const command = { type: 'SubmitOffer', offerId: 'o1', facts: { at: '2030-01-01T00:00:00Z' } };

  it('is the same when the same is said later', () =>
    expect(commandText({ ...command, facts: { at: '2030-01-02T00:00:00Z' } })).toBe(
      commandText(command),
    ));

  it('differs when something else is said', () =>
    expect(commandText({ ...command, offerId: 'o2' })).not.toBe(commandText(command)));

  it('is there for commands that are plain words', () =>
    expect(commandText('close')).not.toBe(commandText('open')));
});
