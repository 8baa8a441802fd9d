import { useAddress } from '../../address/use-address';
import { Message, Skeleton } from '../../parts/states';
import { Select } from '../../shell/select';
import { SHIPPED_CASES, useShippedCase } from '../../solve/shipped-cases';
import type { Solved } from '../../solve/solved';
import { useSolved } from '../../solve/use-solved';
import { useWords } from '../../words/language';
import { compareCases, type SolvedCase } from './compared';
import { ComparedFigures } from './compared-figures';
import { compareWords } from './words';

const useCase = (name: string | undefined): Solved | undefined => useSolved(useShippedCase(name));

const solvedCase = (solved: Solved): SolvedCase | undefined =>
  solved.status === 'solved' && solved.answer.status === 'optimal'
    ? { answer: solved.answer, mtu: solved.file.mtu }
    : undefined;

/** Two case files, both cleared in the browser. */
export const CompareCases = ({ cases }: { readonly cases: string }) => {
  const words = useWords(compareWords);
  const [, go] = useAddress();
  const [first = '', second = ''] = cases.split(',');
  const choices = SHIPPED_CASES.map((value) => ({ value, label: value }));
  return (
    <>
      <div className="case-tools">
        <Select
          id="case-first"
          label={words.first}
          value={first}
          choices={choices}
          onChoose={(name) => go({ cases: `${name},${second}` })}
        />
        <Select
          id="case-second"
          label={words.second}
          value={second}
          choices={choices}
          onChoose={(name) => go({ cases: `${first},${name}` })}
        />
      </div>
      <Outcome names={[first, second]} />
    </>
  );
};

interface OutcomeProps {
  readonly names: readonly [string, string];
}

const Outcome = ({ names }: OutcomeProps) => {
  const words = useWords(compareWords);
  const [one, other] = [useCase(names[0]), useCase(names[1])];
  if (!names.every((name) => SHIPPED_CASES.includes(name)))
    return <Message title={words.what} text={words.noCase} alarm />;
  if (one === undefined || other === undefined) return <Skeleton height={420} />;
  return <Both one={one} other={other} names={names} />;
};

interface BothProps extends OutcomeProps {
  readonly one: Solved;
  readonly other: Solved;
}

const Both = ({ one, other, names }: BothProps) => {
  const words = useWords(compareWords);
  const [first, second] = [solvedCase(one), solvedCase(other)];
  if (first === undefined || second === undefined || one.status !== 'solved')
    return <Message title={words.what} text={words.noSolution} alarm />;
  return (
    <ComparedFigures
      compared={compareCases(first, second)}
      names={names}
      currency={one.file.currency}
      provenance={{ run: words.run, status: words.status }}
    />
  );
};
