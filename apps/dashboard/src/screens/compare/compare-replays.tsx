import type { ComparisonView, ReplayView } from '../../api/rows';
import { useAddress } from '../../address/use-address';
import { useAnswer } from '../../api/answers';
import { Answered, Message } from '../../parts/states';
import { useChosen } from '../../shell/market';
import { Select } from '../../shell/select';
import { useWords } from '../../words/language';
import { ReplayOutcome } from './replay-outcome';
import { isComparable, pairOf } from './replay-text';
import { scenarioOf } from './scenarios';
import { StartReplay } from './start-replay';
import { useReplays } from './use-replays';
import { compareWords } from './words';

/** A longer list is not read any more; the server's file has all. */
const OUTCOMES_MAX = 1_000;

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
  const choices = replays
    .filter(isComparable)
    .map((replay) => ({ value: replay.replayId, label: labelOf(replay, words) }));
  const labelled = (id: string) => choices.find(({ value }) => value === id)?.label ?? id;
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
      <ReplayPair
        {...{ first, second }}
        names={[labelled(first), labelled(second)]}
        version={[first, second].map((id) => versionOf(replays, id)).join()}
      />
    </div>
  );
};

/** Its rules, and the first day where it is not of all. */
const labelOf = ({ name, from }: ReplayView, words: (typeof compareWords)['en']): string => {
  const scenario = scenarioOf(name);
  const rules = scenario === undefined ? name : words.scenarios[scenario];
  return from === null ? rules : `${rules} · ${from.slice(0, 10)}`;
};

interface PairProps {
  readonly first: string;
  readonly second: string;
  readonly names: readonly [string, string];
  readonly version: string;
}

/** Another once there is more of a replay: an interrupted one goes on when it is asked for again. */
const versionOf = (replays: readonly ReplayView[], id: string): string => {
  const replay = replays.find(({ replayId }) => replayId === id);
  return `${replay?.state} ${replay?.auctions}`;
};

const ReplayPair = ({ first, second, names, version }: PairProps) => {
  const { path } = useChosen();
  const comparison = useAnswer<ComparisonView>(
    `${path}/comparison`,
    { a: first, b: second, limit: OUTCOMES_MAX },
    { version },
  );
  return (
    <Answered answer={comparison} height={420}>
      {(data) => <ReplayOutcome comparison={data} names={names} />}
    </Answered>
  );
};
