import { createElement, type ReactNode } from 'react';
import type { Answer } from '../api/answers';
import { ApiProblem } from '../api/client';
import { markupOf, textOf } from '../testing/said';
import { ActionFailure, Answered, Failure, Message, Skeleton } from './states';

const english = (part: ReactNode) => textOf(markupOf(part, 'en'));
const spanish = (part: ReactNode) => textOf(markupOf(part, 'es'));
const failure = (error: unknown) => createElement(Failure, { error });

describe('What went wrong', () => {
  it('is a server that does not answer, in both languages, with a way on', () => {
    const away = failure(new ApiProblem(0, 'unreachable', ''));
    expect(english(away)).toMatch(/^No connection The server does not answer\..* Try again Go to/);
    expect(spanish(away)).toMatch(/^Sin conexión El servidor no responde\..* Intentar de nuevo/);
  });

  it('is a link that has expired, whatever the server says of it', () => {
    const expired = failure(new ApiProblem(410, 'gone', 'internal words'));
    expect(english(expired)).toContain('This link has expired. Ask for a new one');
    expect(english(expired)).not.toContain('internal words');
    expect(spanish(expired)).toContain('Este enlace ha caducado.');
  });

  it('is told in the words of the server where it knows best', () => {
    const unknown = failure(new ApiProblem(404, 'auction-unknown', 'harbour has no auction never'));
    expect(english(unknown)).toContain('Not there harbour has no auction never');
    expect(spanish(unknown)).toContain('No está aquí harbour has no auction never');
  });

  it('leads to another market where the market is not there, and else home', () => {
    const market = markupOf(failure(new ApiProblem(404, 'market-unknown', 'none')), 'en');
    expect(market).toContain('id="other-market"');
    expect(market).not.toContain('id="way-home"');
    const other = markupOf(failure(new ApiProblem(500, 'unexpected', 'oh')), 'en');
    expect(other).toContain('id="way-home"');
    expect(other).not.toContain('id="other-market"');
  });

  it('asks for a key where nobody is let in without one', () => {
    const closed = markupOf(failure(new ApiProblem(401, 'unauthenticated', '')), 'en');
    expect(closed).toContain('id="to-sign-in"');
    expect(closed).toContain('id="as-visitor"');
  });

  it('is an address that asks for what cannot be there, with what the server says of it', () => {
    const asked = failure(new ApiProblem(400, 'invalid-request', '/role: not a role'));
    expect(english(asked)).toContain('Not there This address asks for something');
    expect(spanish(asked)).toContain('El servidor dice: /role: not a role');
  });

  it('is a market that is not to be had, whatever the reason: there are others', () => {
    const lost = createElement(Failure, {
      error: new ApiProblem(414, 'x', 'long'),
      ofMarket: true,
    });
    expect(markupOf(lost, 'en')).toContain('id="other-market"');
  });

  it('is an answer that nobody can read, in both languages', () => {
    const garbled = failure(new ApiProblem(500, 'unreadable', ''));
    expect(english(garbled)).toContain('Something went wrong The answer cannot be read (500)');
    expect(spanish(garbled)).toContain('Algo ha fallado La respuesta no se puede leer (500)');
  });

  it('is said even where it is no answer at all', () =>
    expect(english(failure(new TypeError('x is undefined')))).toContain(
      'Something went wrong TypeError: x is undefined',
    ));

  it('is an alarm for whoever does not see it', () => {
    expect(markupOf(failure(new ApiProblem(500, 'x', 'oh')), 'en')).toContain('role="alert"');
    const calm = createElement(Message, { title: 'a', text: 'b' });
    expect(markupOf(calm, 'en')).toContain('role="status"');
  });

  it('of something that was asked for has no second way to ask', () => {
    const action = createElement(ActionFailure, { error: new ApiProblem(409, 'x', 'not now') });
    expect(english(action)).toBe('Something went wrong not now');
    expect(markupOf(action, 'es')).not.toContain('id="retry"');
  });
});

describe('An answer', () => {
  const answered = (answer: Partial<Answer<string>>) =>
    createElement(Answered<string>, {
      answer: answer as Answer<string>,
      children: (body) => createElement('p', null, body),
    });

  it('is shown once it is there', () =>
    expect(english(answered({ data: 'forty-two' }))).toBe('forty-two'));

  it('is dimmed while it is of what was chosen before', () => {
    expect(markupOf(answered({ data: 'old', isPlaceholderData: true }), 'en')).toContain(
      'data-stale="true"',
    );
    expect(markupOf(answered({ data: 'new', isPlaceholderData: false }), 'en')).not.toContain(
      'data-stale',
    );
  });

  it('stays where asking again went wrong', () =>
    expect(english(answered({ data: 'kept', isError: true, error: new Error('away') }))).toBe(
      'kept',
    ));

  it('is what went wrong where there is nothing else', () =>
    expect(english(answered({ isError: true, error: new ApiProblem(0, '', '') }))).toContain(
      'No connection',
    ));

  it('has a shape while it is on its way, and words for whoever does not see it', () => {
    expect(english(answered({}))).toBe('Loading…');
    expect(spanish(createElement(Skeleton, { height: 80 }))).toBe('Cargando…');
    expect(markupOf(createElement(Skeleton, { height: 80 }), 'en')).toContain('height:80px');
  });
});
