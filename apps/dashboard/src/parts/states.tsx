import type { ReactNode } from 'react';
import { type Answer, askAgain } from '../api/answers';
import { ApiProblem } from '../api/client';
import { SignInWays, useRefusal } from '../session/refused';
import type { Change } from '../address/address';
import { useAddress } from '../address/use-address';
import { useWords } from '../words/language';
import { Icon } from './icons';
import { partWords } from './words';

/** A sentence where something else was expected, and a way on. */
export const Message = (props: {
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
  readonly alarm?: boolean;
}) => (
  <section className="message" role={props.alarm ? 'alert' : 'status'} data-alarm={props.alarm}>
    <Icon name={props.alarm ? 'warning' : 'day'} />
    <div>
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      <div className="ways">{props.children}</div>
    </div>
  </section>
);

/** What was chosen may be what is wrong: nothing of it is kept but the market. */
const HOME: Change = {
  ...{ screen: 'control-room' as const, run: undefined, period: undefined, community: undefined },
  ...{ peer: undefined, with: undefined, window: undefined },
};

interface FailureProps {
  readonly error: unknown;
  /** The market itself is not to be had: the way on leads to another one. */
  readonly ofMarket?: boolean;
}

/** What went wrong in words, and what can be done about it. */
export const Failure = ({ error, ofMarket = false }: FailureProps) => {
  const words = useWords(partWords);
  const [address, go] = useAddress();
  const refusal = useRefusal(error);
  const { title, text } = refusal ?? saidOf(error, words);
  const isMarket = ofMarket || (error instanceof ApiProblem && error.code === 'market-unknown');
  return (
    <Message title={title} text={text} alarm>
      {refusal?.signInHelps ? <SignInWays outdated={refusal.isOutdated} /> : null}
      <button type="button" id="retry" onClick={() => void askAgain()}>
        {words.retry}
      </button>
      {isMarket ? (
        <button type="button" id="other-market" onClick={() => go({ market: undefined })}>
          {words.toMarkets}
        </button>
      ) : (
        <button type="button" id="way-home" onClick={() => go(HOME)}>
          {address.run === undefined ? words.toControlRoom : words.toLatest}
        </button>
      )}
    </Message>
  );
};

/** What was asked for and is not done. */
export const ActionFailure = ({ error }: { readonly error: unknown }) => {
  const words = useWords(partWords);
  const refusal = useRefusal(error);
  const { title, text } = refusal ?? saidOf(error, words);
  return (
    <Message title={title} text={text} alarm>
      {refusal?.signInHelps ? <SignInWays outdated={refusal.isOutdated} /> : null}
    </Message>
  );
};

const saidOf = (error: unknown, words: (typeof partWords)['en']) => {
  if (!(error instanceof ApiProblem)) return { title: words.brokenTitle, text: String(error) };
  switch (error.status) {
    case 0:
      return { title: words.unreachableTitle, text: words.unreachable };
    case 400:
      return { title: words.notFoundTitle, text: words.badAddress(error.message) };
    case 404:
      return { title: words.notFoundTitle, text: error.message };
    case 410:
      return { title: words.expiredTitle, text: words.expired };
    default: {
      const text = error.message === '' ? words.unreadable(String(error.status)) : error.message;
      return { title: words.brokenTitle, text };
    }
  }
};

/** While an answer is on its way, the shape of what will come. */
export const Skeleton = ({ height = 340 }: { readonly height?: number }) => {
  const words = useWords(partWords);
  return (
    <div className="card skeleton" style={{ height }} role="status">
      <span className="unseen">{words.loading}</span>
    </div>
  );
};

interface AnsweredProps<Body> {
  readonly answer: Answer<Body>;
  readonly height?: number;
  readonly children: (body: Body) => ReactNode;
}

/** An answer as it comes: its shape, what went wrong, or itself; an old one is dimmed while a new one is fetched. */
export const Answered = <Body,>({ answer, height, children }: AnsweredProps<Body>) => {
  if (answer.data !== undefined)
    return <div data-stale={answer.isPlaceholderData || undefined}>{children(answer.data)}</div>;
  if (answer.isError) return <Failure error={answer.error} />;
  return <Skeleton {...(height === undefined ? {} : { height })} />;
};
