import type { BilledWindow, SettlementDryRun } from '@trueque/contracts';
import { useState } from 'react';
import { useAnswer } from '../../api/answers';
import { Answered } from '../../parts/states';
import { useChosen } from '../../shell/market';
import { Select } from '../../shell/select';
import { useWords } from '../../words/language';
import { DryRunChanges } from './dry-run-changes';
import { daysOf, windowsToTry } from './dry-run-windows';
import { runsWords } from './words';

interface Asked {
  readonly path: string;
  /** Counts how often somebody asked. */
  readonly times: number;
}

/** What another settlement run would change: counted when somebody asks, for a large market takes long. */
export const DryRun = () => {
  const words = useWords(runsWords);
  const { path, period } = useChosen();
  const billed = useAnswer<{ items: readonly BilledWindow[] }>(`${path}/billed-windows`);
  const windows = windowsToTry(billed.data?.items ?? [], period);
  const [named, choose] = useState<string>();
  const chosen = windows.find((it) => daysOf(it) === named) ?? windows[0];
  const dryRun = chosen && `${path}/settlement-runs/${chosen.from}/${chosen.to}/dry-run`;
  const [asked, ask] = useState<Asked>();
  const isAsked = asked !== undefined && asked.path === dryRun;
  return (
    <div className="stack" id="dry-run">
      <section className="card" aria-labelledby="dry-run-title">
        <header className="card-head">
          <div>
            <h2 id="dry-run-title">{words.dryRun}</h2>
            <p className="note">{words.dryRunNote}</p>
          </div>
          <div className="card-tools">
            <Select
              id="dry-run-window"
              label={words.dryRunOf}
              value={chosen === undefined ? '' : daysOf(chosen)}
              choices={windows.map((it) => ({ value: daysOf(it), label: daysOf(it) }))}
              onChoose={choose}
            />
            <AskButton
              isAgain={isAsked}
              // Until the billed windows are known, the first one would be another than is meant.
              isReady={!billed.isPending && dryRun !== undefined}
              onAsk={() => ask({ path: dryRun ?? '', times: (asked?.times ?? 0) + 1 })}
            />
          </div>
        </header>
      </section>
      {isAsked ? <Counted {...asked} /> : null}
    </div>
  );
};

interface AskButtonProps {
  readonly isAgain: boolean;
  readonly isReady: boolean;
  readonly onAsk: () => void;
}

const AskButton = ({ isAgain, isReady, onAsk }: AskButtonProps) => {
  const words = useWords(runsWords);
  return (
    <button type="button" id="dry-run-ask" disabled={!isReady} onClick={onAsk}>
      {isAgain ? words.dryRunAgain : words.dryRunAsk}
    </button>
  );
};

const Counted = ({ path, times }: Asked) => (
  <Answered
    answer={useAnswer<SettlementDryRun>(path, {}, { keep: false, once: times })}
    height={260}
  >
    {(data) => <DryRunChanges path={path} dryRun={data} />}
  </Answered>
);
