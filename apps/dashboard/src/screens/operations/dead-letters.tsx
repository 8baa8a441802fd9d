import type { DeadLetter } from '@trueque/contracts';
import { useAnswer } from '../../api/answers';
import { DataTable } from '../../parts/data-table';
import { Icon } from '../../parts/icons';
import { Answered } from '../../parts/states';
import type { Column } from '../../parts/table-columns';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { operationsWords } from './words';

/** What no consumer could take, and why. */
export const DeadLetters = () => {
  const words = useWords(operationsWords);
  const { path } = useChosen();
  const dead = useAnswer<{ items: readonly DeadLetter[] }>(`${path}/dead-letters`);
  return (
    <section className="card" id="dead-letters" aria-labelledby="dead-title">
      <header className="card-head">
        <div>
          <h2 id="dead-title">{words.dead}</h2>
          <p className="note">{words.deadNote}</p>
        </div>
      </header>
      <Answered answer={dead} height={80}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="all-well">
              <Icon name="check" /> {words.noDead}
            </p>
          ) : (
            <LetterTable letters={items} />
          )
        }
      </Answered>
    </section>
  );
};

const LetterTable = ({ letters }: { readonly letters: readonly DeadLetter[] }) => {
  const words = useWords(operationsWords);
  const { whole, dateTime } = useFormat();
  const columns: readonly Column<DeadLetter>[] = [
    { head: words.position, numeric: true, text: ({ position }) => whole(position) },
    { head: words.consumer, text: ({ consumer }) => consumer },
    { head: words.type, text: ({ eventType }) => eventType },
    { head: words.reason, text: ({ reason }) => reason },
    {
      head: words.retry,
      text: ({ retryAskedAt }) => (retryAskedAt === null ? words.never : dateTime(retryAskedAt)),
    },
  ];
  return (
    <DataTable
      caption={words.dead}
      columns={columns}
      rows={letters}
      keyOf={({ consumer, position }) => `${consumer} ${position}`}
    />
  );
};
