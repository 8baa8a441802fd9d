import { useEffect, useState } from 'react';
import { paced } from './paced';
import { refresh } from '../api/answers';
import { useSession } from '../session/session';
import { type Connection, listen, type LiveChange } from '../api/live';

/** Two refreshes are at least so far apart, whatever happens in between. */
const REFRESH_MS = 400;
/** A screen reader is told no more often. */
const SAY_MS = 5_000;

export interface Live {
  readonly connection: Connection;
  /** When something was last heard. */
  readonly heardAt: Date;
  /** The last change worth saying. */
  readonly said: LiveChange | undefined;
}

/** Keeps what is shown up to date while the market changes. */
export const useLive = (market: string | undefined): Live => {
  const [live, setLive] = useState<Live>({
    connection: 'connecting',
    heardAt: new Date(),
    said: undefined,
  });
  const { who, standing } = useSession();
  const asker = who?.id;
  useEffect(() => {
    if (standing === 'closed') return setLive((now) => heard(now, 'closed'));
    if (standing === 'asked') return;
    const refreshSoon = paced(refresh, REFRESH_MS);
    const say = paced((said: LiveChange) => setLive((now) => ({ ...now, said })), SAY_MS);
    const stop = listen(market, {
      onChange: (change) => {
        refreshSoon.call();
        say.call(change);
      },
      onConnection: (connection, returned) => {
        if (returned) refreshSoon.call();
        setLive((now) => heard(now, connection));
      },
    });
    return () => {
      stop();
      refreshSoon.stop();
      say.stop();
    };
  }, [market, asker, standing]);
  return live;
};

/** Keeps the object where nothing changed, so that nothing is drawn again. */
const heard = (now: Live, connection: Connection): Live => {
  if (connection === 'live') return { ...now, connection, heardAt: new Date() };
  return now.connection === connection ? now : { ...now, connection };
};
