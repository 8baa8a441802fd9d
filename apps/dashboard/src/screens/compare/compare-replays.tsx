import type { ComparisonView, ReplayView } from '../../api/rows';
import { useAddress } from '../../address/use-address';
import { useAnswer } from '../../api/answers';
import { Answered, Message } from '../../parts/states';
import { useChosen } from '../../shell/market';
import { Select } from '../../shell/selectors';
import { useWords } from '../../words/language';
import { ReplayOutcome } from './replay-outcome';
import { isComparable, pairOf } from './replay-text';
import { StartReplay } from './start-replay';
import { useReplays } from './use-replays';
import { compareWords } from './words';

/** Two replays of the market: what its auctions would have come to under other rules. */
export const CompareReplays = () => (
  <>
    <StartReplay />
    <Answered answer={useReplays()} height={420}>
      {({ items }) => <Chosen replays={items} />}
    </Answered>
  </>
);

const Chosen = ({ replays }: { readonly replays: readonly ReplayView[] }) => {
  const words = useWords(compareWords);
  const [{ replays: named }, go] = useAddress();
  const [first, second] = pairOf(replays, named);
  const choices = replays.filter(isComparable).map(({ replayId, name, from }) => ({
    value: replayId,
    label: from === null ? name : `${name} · ${from.slice(0, 10)}`,
  }));
  const choose = (pair: readonly (string | undefined)[]) => go({ replays: pair.join(',') });
  if (first === undefined || second === undefined)
    return <Message title={words.choose} text={words.noReplays} />;
  return (
    <div className="stack">
      <div className="case-tools">
        <Select
          {...{ id: 'replay-first', label: words.first, choices, value: first }}
          onChoose={(id) => choose([id, second])}
        />
        <Select
          {...{ id: 'replay-second', label: words.second, choices, value: second }}
          onChoose={(id) => choose([first, id])}
        />
      </div>
      <ReplayPair first={first} second={second} />
    </div>
  );
};

const ReplayPair = ({ first, second }: { readonly first: string; readonly second: string }) => {
  const { path } = useChosen();
  const comparison = useAnswer<ComparisonView>(
    `${path}/comparison`,
    { a: first, b: second },
    { keep: false },
  );
  return (
    <Answered answer={comparison} height={420}>
      {(data) => <ReplayOutcome comparison={data} />}
    </Answered>
  );
};
