import type { Notice as TheNotice } from '@trueque/contracts';
import { useAnswer } from '../../api/answers';
import { Answered } from '../../parts/states';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { wordOf } from '../../words/words';
import { controlRoomWords } from './words';

/** What of the log people should know. */
export const Notices = () => {
  const words = useWords(controlRoomWords);
  const { path } = useChosen();
  const feed = useAnswer<{ items: readonly TheNotice[] }>(`${path}/notices`);
  return (
    <section className="card" aria-labelledby="notices-title">
      <header className="card-head">
        <div>
          <h2 id="notices-title">{words.notices}</h2>
          <p className="note">{words.noticesNote}</p>
        </div>
      </header>
      <Answered answer={feed} height={160}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{words.noNotices}</p>
          ) : (
            <ul className="notices">
              {items.map((event) => (
                <Notice key={event.position} event={event} />
              ))}
            </ul>
          )
        }
      </Answered>
    </section>
  );
};

const Notice = ({ event }: { readonly event: TheNotice }) => {
  const words = useWords(controlRoomWords);
  const { dateTime } = useFormat();
  return (
    <li>
      <time dateTime={event.recordedAt}>{dateTime(event.recordedAt)}</time>
      <b>{wordOf(words.notice, event.type)}</b>
      <span className="quiet">{event.auctionId ?? event.actor}</span>
    </li>
  );
};
