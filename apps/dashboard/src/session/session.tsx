import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { answers, useAnswer } from '../api/answers';
import { ApiProblem, fetchJson } from '../api/client';
import type { Who } from './rights';
import { SignInDialog } from './sign-in-dialog';

export interface Session {
  /** Undefined while it is asked, and where not even visitors are let in. */
  readonly who: Who | undefined;
  /** `closed`: nobody but who signs in sees anything. */
  readonly standing: 'asked' | 'open' | 'closed';
  /** How often somebody has signed in or out. */
  readonly signings: number;
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

const signIn = (credential: string): Promise<void> =>
  fetchJson('/sessions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ credential }),
  });

const signOut = (): Promise<void> => fetchJson('/sessions', { method: 'DELETE' });

/** Who looks at the page, and the dialog that asks for a key. */
export const SessionProvider = ({ children }: { readonly children: ReactNode }) => {
  const { data, error, isPending } = useAnswer<Who>('/sessions/current', {}, { keep: false });
  const [asked, setAsked] = useState(false);
  const isRefused = error instanceof ApiProblem && error.status === 401;
  const standing = isRefused ? 'closed' : isPending ? 'asked' : 'open';
  const { signings, signedIn, signedOut } = useSignings();
  const session = useMemo<Session>(
    () => ({
      ...{ who: data, standing, signings },
      askForKey: () => setAsked(true),
      signOut: signedOut,
    }),
    [data, standing, signings, signedOut],
  );
  return (
    <Context value={session}>
      {children}
      {asked ? <SignInDialog onKey={signedIn} onClose={() => setAsked(false)} /> : null}
    </Context>
  );
};

/** Another asker sees other things: nothing that was answered before is kept. */
const useSignings = () => {
  const [signings, setSignings] = useState(0);
  const signed = useCallback(async (done: Promise<void>) => {
    await done;
    setSignings((before) => before + 1);
    await answers.resetQueries();
  }, []);
  const signedIn = useCallback((key: string) => signed(signIn(key)), [signed]);
  const signedOut = useCallback(() => signed(signOut()), [signed]);
  return { signings, signedIn, signedOut };
};
