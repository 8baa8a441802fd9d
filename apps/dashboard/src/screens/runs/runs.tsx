import { useChosen } from '../../shell/market';
import { Calendar } from './calendar';
import { CoverageFigure } from './coverage-figure';
import { DryRun } from './dry-run';
import { MissingReadings } from './missing-readings';
import { Windows } from './windows';

/** Settlement runs, what meters told, and what is missing. */
export const Runs = () => {
  const { deliveries } = useChosen();
  return (
    <div className="stack">
      <Calendar deliveries={deliveries} />
      <CoverageFigure deliveries={deliveries.toReversed()} />
      <div className="pair">
        <MissingReadings />
        <Windows />
      </div>
      <DryRun />
    </div>
  );
};
