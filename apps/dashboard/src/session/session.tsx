import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { answers, useAnswer } from '../api/answers';
import { ApiProblem, fetchJson } from '../api/client';
import type { Who } from './rights';
import { SignInDialog } from './sign-in-dialog';

export interface Session {
  /** Undefined while it is asked, and where not even visitors are let in. */
  readonly who: Who | undefined;
  /** `closed`: nobody but who signs in sees anything. */
  readonly standing: 'asked' | 'open' | 'closed';
  /** Opens the dialog. */
  readonly askForKey: () => void;
  readonly signOut: () => Promise<void>;
}

const Context = createContext<Session | undefined>(undefined);

export const useSession = (): Session => {
  const session = useContext(Context);
  if (session === undefined) throw new Error('there is a session around every screen');
  return session;
};

/** Another asker sees other things: nothing that was answered before is kept. */
const startAnew = (): Promise<void> => answers.resetQueries();

const signIn = async (credential: string): Promise<void> => {
  await fetchJson('/sessions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ credential }),
  });
  await startAnew();
};

const signOut = async (): Promise<void> => {
  await fetchJson('/sessions', { method: 'DELETE' });
  await startAnew();
};

/** Who looks at the page, and the dialog that asks for a key. */
export const SessionProvider = ({ children }: { readonly children: ReactNode }) => {
  const { data, error, isPending } = useAnswer<Who>('/sessions/current', {}, { keep: false });
  const [asked, setAsked] = useState(false);
  const isRefused = error instanceof ApiProblem && error.status === 401;
  const standing = isRefused ? 'closed' : isPending ? 'asked' : 'open';
  const session = useMemo<Session>(
    () => ({ who: data, standing, askForKey: () => setAsked(true), signOut }),
    [data, standing],
  );
  return (
    <Context value={session}>
      {children}
      {asked ? <SignInDialog onKey={signIn} onClose={() => setAsked(false)} /> : null}
    </Context>
  );
};
