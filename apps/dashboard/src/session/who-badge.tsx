import { useWords } from '../words/language';
import { isSignedIn, rightsOf } from './rights';
import { useSession } from './session';
import { sessionWords } from './words';

/** Who is signed in, and the way in or out. */
export const WhoBadge = () => {
  const words = useWords(sessionWords);
  const { who, askForKey, signOut } = useSession();
  if (!isSignedIn(who))
    return (
      <>
        <span className="who" id="who" title={words.visitorText}>
          {words.visitor}
        </span>
        <button type="button" id="sign-in" className="primary" onClick={askForKey}>
          {words.signIn}
        </button>
      </>
    );
  const rights = rightsOf(who, words);
  return (
    <>
      <span className="who" id="who" title={words.signedInAs(who.id, rights)}>
        {rights}
      </span>
      <button type="button" id="sign-out" onClick={() => void signOut()}>
        {words.signOut}
      </button>
    </>
  );
};
