import type { SettlementWindow } from '@trueque/contracts';
import { useAnswer } from '../../api/answers';
import { DataTable } from '../../parts/data-table';
import { Answered } from '../../parts/states';
import type { Column } from '../../parts/table-columns';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { runsWords } from './words';

/** Settlements of whole days. */
export const Windows = () => {
  const words = useWords(runsWords);
  const { dateTime } = useFormat();
  const { path } = useChosen();
  const windows = useAnswer<{ items: readonly SettlementWindow[] }>(`${path}/settlement-windows`);
  const columns: readonly Column<SettlementWindow>[] = [
    { head: words.from, text: ({ from }) => from },
    { head: words.to, text: ({ to }) => to },
    { head: words.kind, text: ({ kind }) => kind },
    { head: words.completed, text: ({ completedAt }) => dateTime(completedAt) },
    { head: words.supersedes, text: ({ supersedes }) => supersedes ?? '–' },
    { head: words.reason, text: ({ reason }) => reason ?? '–' },
  ];
  return (
    <section className="card" id="windows" aria-labelledby="windows-title">
      <header className="card-head">
        <div>
          <h2 id="windows-title">{words.windows}</h2>
          <p className="note">{words.windowsNote}</p>
        </div>
      </header>
      <Answered answer={windows} height={120}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{words.noWindows}</p>
          ) : (
            <DataTable
              caption={words.windows}
              columns={columns}
              rows={items}
              keyOf={({ runId }) => runId}
            />
          )
        }
      </Answered>
    </section>
  );
};
