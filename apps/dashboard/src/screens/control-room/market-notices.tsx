import { useAnswer } from '../../api/answers';
import type { MarketNoticeRow } from '../../api/rows';
import { Answered } from '../../parts/states';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { controlRoomWords } from './words';

const SHOWN = 12;

/** What people in the market should know. */
export const MarketNotices = () => {
  const words = useWords(controlRoomWords);
  const { path } = useChosen();
  const notices = useAnswer<{ items: MarketNoticeRow[] }>(`${path}/market-notices`, {
    limit: SHOWN,
  });
  return (
    <section className="card" aria-labelledby="market-notices-title">
      <header className="card-head">
        <div>
          <h2 id="market-notices-title">{words.marketNotices}</h2>
          <p className="note">{words.marketNoticesNote}</p>
        </div>
      </header>
      <Answered answer={notices} height={160}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{words.noNotices}</p>
          ) : (
            <ol className="notices" reversed>
              {items.map((notice) => (
                <Notice key={notice.number} notice={notice} />
              ))}
            </ol>
          )
        }
      </Answered>
    </section>
  );
};

const Notice = ({ notice }: { readonly notice: MarketNoticeRow }) => {
  const { dateTime, language } = useFormat();
  const { issuedAt, number, textEn, textEs } = notice;
  return (
    <li value={number}>
      <time dateTime={issuedAt}>{dateTime(issuedAt)}</time>
      <b>{number}</b>
      <span>{language === 'es' ? textEs : textEn}</span>
    </li>
  );
};
