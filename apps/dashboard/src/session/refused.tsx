import type { ReactNode } from 'react';
import { useWords } from '../words/language';
import { refusalOf, type Refusal } from './rights';
import { useSession } from './session';
import { sessionWords } from './words';

/** What a refusal says to whoever asks; undefined where an error is none. */
export const useRefusal = (error: unknown): Refusal | undefined =>
  refusalOf(error, useSession().who, useWords(sessionWords));

/** Ways on after a refusal: a key, or none where a bad one stands in the way of what is public. */
export const SignInWays = ({ outdated }: { readonly outdated: boolean }): ReactNode => {
  const words = useWords(sessionWords);
  const { askForKey, signOut } = useSession();
  return (
    <>
      <button type="button" id="to-sign-in" className="primary" onClick={askForKey}>
        {words.signIn}
      </button>
      {outdated ? (
        <button type="button" id="as-visitor" onClick={() => void signOut()}>
          {words.asVisitor}
        </button>
      ) : null}
    </>
  );
};
