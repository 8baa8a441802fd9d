import type { ConsumerLag } from '@trueque/contracts';
import { useAnswer } from '../../api/answers';
import { Answered } from '../../parts/states';
import { TableCard } from '../../parts/table-card';
import { figures } from '../../parts/table-columns';
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
  return (
    <Answered answer={lags} height={240}>
      {({ items }) => (
        <TableCard<ConsumerLag>
          id="consumers"
          title={words.lag}
          note={words.lagNote}
          columns={[
            { head: words.consumer, text: ({ consumer }) => consumer },
            figures(words.position, ({ position }) => position, whole),
            figures(
              words.behind,
              ({ lag }) => lag,
              (lag) => (lag === 0 ? words.upToDate : whole(lag)),
            ),
          ]}
          rows={items}
          keyOf={({ consumer }) => consumer}
        />
      )}
    </Answered>
  );
};
