import { useAddress } from '../address/use-address';
import { Icon } from '../parts/icons';
import { WhoBadge } from '../session/who-badge';
import { useLanguage, useWords } from '../words/language';
import type { Theme } from './theme';
import type { Live } from './use-live';
import { shellWords } from './words';

interface TopBarProps {
  readonly live: Live;
  readonly theme: Theme;
  readonly onTheme: () => void;
  readonly onKeys: () => void;
}

/** Name of the product, connection, and how the page is to look. */
export const TopBar = ({ live, theme, onTheme, onKeys }: TopBarProps) => {
  const words = useWords(shellWords);
  const themeLabel = theme === 'dark' ? words.toLight : words.toDark;
  return (
    <header className="top-bar">
      <a className="brand" href="/app/control-room">
        <img src="/assets/icon.svg" alt="" width="28" height="28" />
        trueque
      </a>
      <ConnectionBadge live={live} />
      <span className="top-tools">
        <WhoBadge />
        <LanguageButton />
        <button
          type="button"
          id="theme"
          className="icon-only"
          onClick={onTheme}
          aria-label={themeLabel}
          title={themeLabel}
        >
          <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
        </button>
        <button
          type="button"
          id="keys"
          className="icon-only"
          onClick={onKeys}
          aria-label={words.keys}
          title={`${words.keys} (?)`}
        >
          <Icon name="keys" />
        </button>
      </span>
    </header>
  );
};

const LanguageButton = () => {
  const words = useWords(shellWords);
  const language = useLanguage();
  const [, go] = useAddress();
  const other = language === 'en' ? 'es' : 'en';
  return (
    <button
      type="button"
      id="language"
      lang={other}
      onClick={() => go({ lang: other }, { replace: true })}
    >
      {words.otherLanguage}
    </button>
  );
};

const ConnectionBadge = ({ live: { connection } }: { readonly live: Live }) => {
  const words = useWords(shellWords);
  if (connection === 'closed') return null;
  return (
    <span className="connection" id="connection" data-connection={connection}>
      <i aria-hidden="true" />
      {words[connection]}
    </span>
  );
};
