import type { EventFeed, FeedEvent } from '@trueque/contracts';
import { useAnswer } from '../../api/answers';
import { Answered } from '../../parts/states';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { controlRoomWords } from './words';

type Words = (typeof controlRoomWords)['en'];
const TYPES = Object.keys(controlRoomWords.en.notice);
const SHOWN = 12;

/** What of the log people should know. */
export const Notices = () => {
  const words = useWords(controlRoomWords);
  const { path } = useChosen();
  const feed = useAnswer<EventFeed>(`${path}/events`, { type: TYPES.join(','), limit: SHOWN });
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

const Notice = ({ event }: { readonly event: FeedEvent }) => {
  const words = useWords(controlRoomWords);
  const { dateTime } = useFormat();
  return (
    <li>
      <time dateTime={event.recordedAt}>{dateTime(event.recordedAt)}</time>
      <b>{words.notice[event.type as keyof Words['notice']]}</b>
      <span className="quiet">{event.auctionId ?? event.actor}</span>
    </li>
  );
};
