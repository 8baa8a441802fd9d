import type { ComparisonView, MeasureView, OutcomeView } from '../../api/rows';
import { decimal, percent, whole } from '../../format/numbers';
import { TableCard } from '../../parts/table-card';
import { type Column, figures } from '../../parts/table-columns';
import { Tiles } from '../../parts/tiles';
import { useLanguage, useWords } from '../../words/language';
import type { Language } from '../../words/words';
import { reasonText } from './replay-text';
import { compareWords } from './words';

interface OutcomeProps {
  readonly comparison: ComparisonView;
  /** What people call the two. */
  readonly names: readonly [string, string];
}

/** Both replays as wholes, then who wins, who loses and why. */
export const ReplayOutcome = ({ comparison, names }: OutcomeProps) => {
  const words = useWords(compareWords);
  return (
    <div className="stack" id="replay-outcome">
      <MeasureTiles comparison={comparison} />
      {(['communities', 'peers'] as const).map((of) => (
        <OutcomeTable
          key={of}
          id={`replay-${of}`}
          title={words.outcomeOf[of]}
          outcomes={comparison[of]}
          total={comparison[`${of}Count`]}
          {...{ comparison, names }}
        />
      ))}
    </div>
  );
};

const figureOf = ({ unit }: MeasureView, value: number, language: Language): string => {
  if (unit === 'share') return percent(value, language, 1);
  return decimal(value, unit === 'count' ? 0 : 2, language);
};

const MeasureTiles = ({ comparison }: Pick<OutcomeProps, 'comparison'>) => {
  const words = useWords(compareWords);
  const language = useLanguage();
  const named = (name: string) =>
    Object.entries(words.measures).find(([known]) => known === name)?.[1] ?? name;
  return (
    <Tiles
      tiles={comparison.measures.map((measure) => {
        const { name, unit, a, b } = measure;
        const figure = [a, b].map((value) => figureOf(measure, value, language)).join(' → ');
        const change = figureOf(measure, b - a, language);
        return {
          ...{ name: named(name), figure, unit: unit === 'share' || unit === 'count' ? '' : unit },
          aside: words.difference(b > a ? `+${change}` : change),
        };
      })}
    />
  );
};

interface TableProps extends OutcomeProps {
  readonly id: string;
  readonly title: string;
  readonly outcomes: readonly OutcomeView[];
  readonly total: number;
}

/** Who pays less wins; the greatest change comes first. */
const OutcomeTable = ({ id, title, outcomes, total, comparison, names }: TableProps) => {
  const words = useWords(compareWords);
  const language = useLanguage();
  const most =
    outcomes.length < total
      ? ` ${words.outcomeMost(whole(outcomes.length, language), whole(total, language))}`
      : '';
  const columns = useOutcomeColumns(names);
  return (
    <TableCard
      id={id}
      title={title}
      unit={comparison.currency}
      note={`${words.outcomeNote}${most}`}
      columns={columns}
      rows={outcomes.toSorted((one, other) => one.change - other.change)}
      keyOf={({ id: of }) => of}
    />
  );
};

const useOutcomeColumns = ([a, b]: readonly [string, string]): readonly Column<OutcomeView>[] => {
  const words = useWords(compareWords);
  const language = useLanguage();
  const amount = (head: string, read: (outcome: OutcomeView) => number) =>
    figures(head, read, (value) => decimal(value, 2, language));
  return [
    { head: words.who, text: ({ id }) => id },
    amount(a, (outcome) => outcome.a),
    amount(b, (outcome) => outcome.b),
    amount(words.change, (outcome) => outcome.change),
    { head: words.result, text: ({ result }) => words.results[result], raw: (it) => it.result },
    { head: words.why, text: ({ reason }) => reasonText(reason, language) || '–' },
  ];
};
