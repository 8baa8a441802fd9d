import type { AuctionRow } from '../../api/rows';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { clearingWords } from './words';

/** How firm the result is, and what it was computed with. */
export const Proof = ({ auction }: { readonly auction: AuctionRow }) => {
  const words = useWords(clearingWords);
  const { decimal, currency, tiny } = useFormat();
  const { objective, engine, solverName, solverVersion } = auction;
  const rows = [
    [words.objective, objective === null ? '–' : `${decimal(objective, 6)} ${currency}`],
    [words.engine, engine],
    [words.solver, `${solverName} ${solverVersion}`],
    [words.gap, tiny(auction.gap)],
    [words.primal, tiny(auction.primalInfeasibility)],
    [words.dual, tiny(auction.dualInfeasibility)],
    [words.input, auction.inputHash],
    [words.result, auction.resultHash],
  ] as const;
  return (
    <section className="card" aria-labelledby="proof-title">
      <header className="card-head">
        <div>
          <h2 id="proof-title">{words.proof}</h2>
          <p className="note">{words.proofNote}</p>
        </div>
      </header>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
};
