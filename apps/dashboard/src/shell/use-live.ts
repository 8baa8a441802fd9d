import { useEffect, useRef, useState } from 'react';
import { paced } from './paced';
import { refresh } from '../api/answers';
import { useSession } from '../session/session';
import { type Connection, listen, listenToNothing, type LiveChange } from '../api/live';

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

interface Heard {
  /** What is listened to; undefined for all there are. */
  readonly market: string | undefined;
  /** What is shown; undefined while none is. */
  readonly shown: string | undefined;
}

/** Keeps what is shown up to date while the market changes. */
export const useLive = ({ market, shown }: Heard): Live => {
  const [live, setLive] = useState<Live>({
    connection: 'connecting',
    heardAt: new Date(),
    said: undefined,
  });
  const ofInterest = useRef(shown);
  useEffect(() => {
    ofInterest.current = shown;
  });
  const { standing, signings } = useSession();
  const isClosed = standing === 'closed';
  useEffect(() => {
    if (isClosed) {
      listenToNothing();
      return setLive((now) => heard(now, 'closed'));
    }
    const refreshSoon = paced(refresh, REFRESH_MS);
    const say = paced((said: LiveChange) => setLive((now) => ({ ...now, said })), SAY_MS);
    const stop = listen(market, {
      onChange: (change) => {
        if ((ofInterest.current ?? change.market) !== change.market) return;
        refreshSoon.call();
        say.call(change);
      },
      onConnection: (connection, missed) => {
        if (missed) refreshSoon.call();
        setLive((now) => heard(now, connection));
      },
    });
    return () => {
      stop();
      refreshSoon.stop();
      say.stop();
    };
  }, [market, signings, isClosed]);
  // Whether somebody may listen at all is not known yet.
  const isDoubtful = standing === 'asked' && live.connection === 'lost';
  return isDoubtful ? { ...live, connection: 'connecting' } : live;
};

/** Keeps the object where nothing changed, so that nothing is drawn again. */
const heard = (now: Live, connection: Connection): Live => {
  if (connection === 'live') return { ...now, connection, heardAt: new Date() };
  return now.connection === connection ? now : { ...now, connection };
};
