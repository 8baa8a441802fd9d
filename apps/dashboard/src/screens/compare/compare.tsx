import { useState } from 'react';
import { useAddress } from '../../address/use-address';
import { Icon } from '../../parts/icons';
import { useWords } from '../../words/language';
import { CompareAuctions } from './compare-auctions';
import { CompareReplays } from './compare-replays';
import { CompareCases } from './compare-cases';
import { compareWords } from './words';

const MODES = ['auctions', 'replays', 'cases'] as const;
type Mode = (typeof MODES)[number];
const PAPER = 'paper-5-case-1,paper-5-case-2';

const modeOf = (cases: string | undefined, replays: string | undefined): Mode => {
  if (cases !== undefined) return 'cases';
  return replays === undefined ? 'auctions' : 'replays';
};

/** Two results or two sets of rules, side by side. */
export const Compare = () => {
  const words = useWords(compareWords);
  const [{ cases, replays }, go] = useAddress();
  const [mode, setMode] = useState<Mode>(modeOf(cases, replays));
  const choose = (next: Mode) => {
    setMode(next);
    go({ cases: next === 'cases' ? (cases ?? PAPER) : undefined, replays: undefined });
  };
  return (
    <div className="stack">
      <div className="case-tools">
        <Modes mode={mode} onMode={choose} />
        <button
          type="button"
          id="paper"
          className="primary"
          onClick={() => {
            setMode('cases');
            go({ cases: PAPER });
          }}
        >
          <Icon name="compare" />
          {words.paper}
        </button>
      </div>
      {mode === 'cases' ? <CompareCases cases={cases ?? PAPER} /> : null}
      {mode === 'replays' ? <CompareReplays /> : null}
      {mode === 'auctions' ? <CompareAuctions /> : null}
    </div>
  );
};

const Modes = ({
  mode,
  onMode,
}: {
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
}) => {
  const words = useWords(compareWords);
  return (
    <span className="segments" role="group" aria-label={words.what}>
      {MODES.map((each) => (
        <button
          type="button"
          key={each}
          id={`compare-${each}`}
          aria-pressed={mode === each}
          onClick={() => onMode(each)}
        >
          {words.modes[each]}
        </button>
      ))}
    </span>
  );
};
