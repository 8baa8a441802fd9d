import type { SettlementWindow } from '@trueque/contracts';
import { useAnswer } from '../../api/answers';
import { Answered } from '../../parts/states';
import { TableCard } from '../../parts/table-card';
import { times } from '../../parts/table-columns';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { wordOf } from '../../words/words';
import { runsWords } from './words';

/** Settlements of whole days. */
export const Windows = () => {
  const words = useWords(runsWords);
  const { dateTime } = useFormat();
  const { path } = useChosen();
  const windows = useAnswer<{ items: readonly SettlementWindow[] }>(`${path}/settlement-windows`);
  return (
    <Answered answer={windows} height={180}>
      {({ items }) => (
        <TableCard<SettlementWindow>
          id="windows"
          title={words.windows}
          note={words.windowsNote}
          columns={[
            { head: words.from, text: ({ from }) => from },
            { head: words.to, text: ({ to }) => to },
            {
              head: words.kind,
              text: ({ kind }) => wordOf(words.windowKinds, kind),
              raw: (it) => it.kind,
            },
            times(words.completed, ({ completedAt }) => completedAt, dateTime),
            { head: words.supersedes, text: ({ supersedes }) => supersedes ?? '–' },
            { head: words.reason, text: ({ reason }) => reason ?? '–' },
          ]}
          rows={items}
          keyOf={({ runId }) => runId}
          empty={<p className="quiet">{words.noWindows}</p>}
        />
      )}
    </Answered>
  );
};
