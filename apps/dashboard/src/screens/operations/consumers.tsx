import type { ConsumerLag } from '@trueque/contracts';
import { useAnswer } from '../../api/answers';
import { DataTable } from '../../parts/data-table';
import { Answered } from '../../parts/states';
import type { Column } from '../../parts/table-columns';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { operationsWords } from './words';

/** How far each consumer and projection came. */
export const Consumers = () => {
  const words = useWords(operationsWords);
  const { whole } = useFormat();
  const { path } = useChosen();
  const lags = useAnswer<{ items: readonly ConsumerLag[] }>(`${path}/consumers`);
  const columns: readonly Column<ConsumerLag>[] = [
    { head: words.consumer, text: ({ consumer }) => consumer },
    { head: words.position, numeric: true, text: ({ position }) => whole(position) },
    {
      head: words.behind,
      numeric: true,
      text: ({ lag }) => (lag === 0 ? words.upToDate : whole(lag)),
    },
  ];
  return (
    <section className="card" id="consumers" aria-labelledby="consumers-title">
      <header className="card-head">
        <div>
          <h2 id="consumers-title">{words.lag}</h2>
          <p className="note">{words.lagNote}</p>
        </div>
      </header>
      <Answered answer={lags} height={240}>
        {({ items }) => (
          <DataTable
            caption={words.lag}
            columns={columns}
            rows={items}
            keyOf={({ consumer }) => consumer}
          />
        )}
      </Answered>
    </section>
  );
};
