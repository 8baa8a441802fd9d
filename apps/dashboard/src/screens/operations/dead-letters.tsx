import type { DeadLetter } from '@trueque/contracts';
import { useAnswer } from '../../api/answers';
import { Answered } from '../../parts/states';
import { AllWell, TableCard } from '../../parts/table-card';
import { figures } from '../../parts/table-columns';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { eventName } from '../../words/event-names';
import { useWords } from '../../words/language';
import { operationsWords } from './words';

/** What no consumer could take, and why. */
export const DeadLetters = () => {
  const words = useWords(operationsWords);
  const { whole, dateTime, language } = useFormat();
  const { path } = useChosen();
  const dead = useAnswer<{ items: readonly DeadLetter[] }>(`${path}/dead-letters`);
  return (
    <Answered answer={dead} height={140}>
      {({ items }) => (
        <TableCard<DeadLetter>
          id="dead-letters"
          title={words.dead}
          note={words.deadNote}
          columns={[
            figures(words.position, ({ position }) => position, whole),
            { head: words.consumer, text: ({ consumer }) => consumer },
            {
              head: words.type,
              text: ({ eventType }) => eventName(eventType, language),
              raw: ({ eventType }) => eventType,
            },
            { head: words.reason, text: ({ reason }) => reason },
            {
              head: words.retry,
              text: ({ retryAskedAt: at }) => (at === null ? words.never : dateTime(at)),
              raw: ({ retryAskedAt }) => retryAskedAt,
            },
          ]}
          rows={items}
          keyOf={({ consumer, position }) => `${consumer} ${position}`}
          empty={<AllWell text={words.noDead} />}
        />
      )}
    </Answered>
  );
};
