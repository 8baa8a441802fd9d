import type { ConsumerLag, DeadLetter, Overview } from '@trueque/contracts';
import type { Screen } from '../../address/address';
import { useAddress } from '../../address/use-address';
import { useAnswer } from '../../api/answers';
import { Icon } from '../../parts/icons';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { controlRoomWords } from './words';

interface Alert {
  readonly text: string;
  readonly detail?: string | undefined;
  readonly screen: Screen;
  readonly run?: string;
}

/** So far behind is worth a word; less is work on its way. */
const LAG_EVENTS = 500;

/** What needs someone, and where to look. */
export const Alerts = ({ overview }: { readonly overview: Overview }) => {
  const words = useWords(controlRoomWords);
  const alerts = useAlerts(overview);
  return (
    <section className="card" aria-labelledby="alerts-title">
      <header className="card-head">
        <h2 id="alerts-title">{words.alerts}</h2>
      </header>
      {alerts.length === 0 ? (
        <p className="all-well">
          <Icon name="check" /> {words.noAlerts}
        </p>
      ) : (
        <ul className="alerts">
          {alerts.map((alert) => (
            <AlertLine key={alert.text} alert={alert} />
          ))}
        </ul>
      )}
    </section>
  );
};

const AlertLine = ({ alert: { text, detail, screen, run } }: { readonly alert: Alert }) => {
  const words = useWords(controlRoomWords);
  const [, go] = useAddress();
  return (
    <li>
      <Icon name="warning" />
      <div>
        <b>{text}</b>
        {detail === undefined ? null : <p className="quiet">{detail}</p>}
      </div>
      <button
        type="button"
        aria-label={`${words.look}: ${text}`}
        onClick={() => go({ screen, ...(run === undefined ? {} : { run }) })}
      >
        {words.look}
      </button>
    </li>
  );
};

const useAlerts = ({ coverage }: Overview): readonly Alert[] => {
  const words = useWords(controlRoomWords);
  const { whole } = useFormat();
  const { path, deliveries } = useChosen();
  const dead = useAnswer<{ items: DeadLetter[] }>(`${path}/dead-letters`).data?.items ?? [];
  const lags = useAnswer<{ items: ConsumerLag[] }>(`${path}/consumers`).data?.items ?? [];
  const estimated = coverage.estimated + coverage.substituted;
  return [
    ...deliveries
      .filter(({ state }) => state === 'failed')
      .map(({ auctionId, failureDetail }): Alert => ({
        text: words.failedAlert(auctionId),
        detail: failureDetail ?? undefined,
        screen: 'clearing',
        run: auctionId,
      })),
    ...told(coverage.missing, words.missingAlert, 'runs', whole),
    ...told(estimated, words.estimatedAlert, 'runs', whole),
    ...told(dead.length, words.deadAlert, 'operations', whole),
    ...lags
      .filter(({ lag }) => lag > LAG_EVENTS)
      .map(({ consumer, lag }): Alert => ({
        text: words.lagAlert(consumer, whole(lag)),
        screen: 'operations',
      })),
  ];
};

/** An alert where there is anything to tell. */
const told = (
  count: number,
  say: (count: string) => string,
  screen: Screen,
  whole: (value: number) => string,
): readonly Alert[] => (count > 0 ? [{ text: say(whole(count)), screen }] : []);
