import { InvariantBroken } from '@trueque/kernel';
import {
  InvalidEvent,
  RevisionConflict,
  StoreUnavailable,
  UnreadableEvent,
} from '@trueque/event-store';
import { fateOf, Raced, Refused, Unwell } from './fates.js';

const NOWHERE = {
  ...{ partition: 'm', position: 1, stream: 's', revision: 1, id: '', data: {}, hash: '' },
  ...{ occurredAt: '', recordedAt: '', causedBy: '', correlationId: '', actor: '' },
};

const withCode = (code: string) => Object.assign(new Error('from below'), { code });

describe('the fate of a message', () => {
  it('is refused where the rules say no', () => {
    expect(fateOf(new Refused('gate-closed'))).toBe('refused');
  });

  it.each([['40001'], ['40P01']])('is raced where PostgreSQL says %s', (code) => {
    expect(fateOf(withCode(code))).toBe('raced');
  });

  it.each([new Raced('moved'), new RevisionConflict('taken')])('is raced for %s', (error) =>
    expect(fateOf(error)).toBe('raced'),
  );

  it.each([
    '08006',
    '25006',
    '53100',
    '53300',
    '55P03',
    '57P01',
    '57014',
    'ECONNREFUSED',
    'ENOSPC',
  ])('is unwell where something below says %s', (code) =>
    expect(fateOf(withCode(code))).toBe('unwell'),
  );

  it.each([
    new StoreUnavailable('away'),
    new Unwell('the solver died'),
    new UnreadableEvent({ ...NOWHERE, type: 'GateClosed', version: 9 }, 'it is newer'),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
    new Error('Cannot use a pool after calling end on the pool'),
  ])('is unwell for %s', (error) => expect(fateOf(error)).toBe('unwell'));

  it.each([
    new InvalidEvent('no such type'),
    new InvariantBroken('Wh do not add up'),
    new TypeError('undefined is no function'),
    withCode('23505'),
    'a text',
    undefined,
  ])('is wrong for %s', (error) => expect(fateOf(error)).toBe('wrong'));
});
