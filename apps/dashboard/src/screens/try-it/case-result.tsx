import type { ClearingAnswer } from '@trueque/contracts';
import { useState } from 'react';
import { DataTable } from '../../parts/data-table';
import { Message } from '../../parts/states';
import { Tiles } from '../../parts/tiles';
import type { Column } from '../../parts/table-columns';
import { decimal, whole } from '../../format/numbers';
import { Select } from '../../shell/select';
import type { Solved } from '../../solve/solved';
import { useLanguage, useWords } from '../../words/language';
import { CasePeers } from './case-peers';
import { CaseTrades } from './case-trades';
import { tryWords } from './words';

/** What the case came to, or what is wrong with it. */
export const CaseResult = ({ solved }: { readonly solved: Solved }) => {
  const words = useWords(tryWords);
  if (solved.status === 'not-proven')
    return <Message title={words.notProven} text={solved.detail} alarm />;
  if (solved.status === 'unreadable') return <Problems problems={solved.problems} />;
  const { answer } = solved;
  if (answer.status === 'infeasible')
    return (
      <Message
        title={words.infeasible}
        text={(answer.explanation ?? [])
          .map(({ community, message }) => `${community}: ${message}`)
          .join(' ')}
        alarm
      />
    );
  return <Optimal answer={answer} currency={solved.file.currency} />;
};

type Problem = Extract<Solved, { status: 'unreadable' }>['problems'][number];

const Problems = ({ problems }: { readonly problems: readonly Problem[] }) => {
  const words = useWords(tryWords);
  const columns: readonly Column<Problem>[] = [
    { head: words.where, text: ({ pointer }) => pointer || '/' },
    { head: words.expected, text: ({ expected }) => expected },
  ];
  return (
    <section className="card" role="alert">
      <header className="card-head">
        <h2>{words.unreadable}</h2>
      </header>
      <DataTable
        caption={words.unreadable}
        columns={columns}
        rows={problems}
        keyOf={({ pointer, expected }) => pointer + expected}
      />
    </section>
  );
};

interface OptimalProps {
  readonly answer: ClearingAnswer;
  readonly currency: string;
}

const Optimal = ({ answer, currency }: OptimalProps) => {
  const words = useWords(tryWords);
  const [period, setPeriod] = useState(0);
  const shown = answer.periods[period] ?? answer.periods[0];
  if (shown === undefined) return null;
  const choices = answer.periods.map(({ start }, at) => ({
    value: String(at),
    label: `${at + 1} · ${start.slice(11, 16)}`,
  }));
  return (
    <div className="stack" id="case-result">
      <ResultTiles answer={answer} currency={currency} />
      {choices.length > 1 ? (
        <Select
          id="case-period"
          label={words.period}
          value={String(period)}
          choices={choices}
          onChoose={(at) => setPeriod(Number(at))}
        />
      ) : null}
      <CasePeers period={shown} />
      <CaseTrades period={shown} currency={currency} />
    </div>
  );
};

const ResultTiles = ({ answer, currency }: OptimalProps) => {
  const words = useWords(tryWords);
  const language = useLanguage();
  const trades = answer.periods.flatMap((period) => period.trades);
  const traded = trades.reduce((sum, { energy }) => sum + energy, 0);
  const { name, version } = answer.solver;
  return (
    <Tiles
      tiles={[
        {
          name: words.objective,
          figure: decimal(answer.objective ?? 0, 3, language),
          unit: currency,
        },
        {
          ...{ name: words.trades, figure: whole(trades.length, language), tone: 'network' },
          aside: words.tradesAside(decimal(traded, 2, language)),
        },
        {
          ...{
            name: words.solver,
            figure: decimal(answer.timing.totalMs, 1, language),
            unit: 'ms',
          },
          aside: words.solverAside(`${name} ${version}`),
        },
        { name: words.hash, figure: answer.resultHash.slice(0, 8), aside: words.hashAside },
      ]}
    />
  );
};
