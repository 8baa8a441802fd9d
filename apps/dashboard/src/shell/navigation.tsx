import { useEffect, useRef } from 'react';
import { SCREENS } from '../address/address';
import { linkTo, useAddress } from '../address/use-address';
import { Icon } from '../parts/icons';
import { screensShown } from '../screens/screens-shown';
import { useWords } from '../words/language';
import { shellWords } from './words';

/** Whether a press of a link is ours to follow, and not the browser's: another tab, a download. */
const isPlain = (event: React.MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** Links to all screens, with what is chosen. */
export const Navigation = () => {
  const words = useWords(shellWords);
  const [address, go] = useAddress();
  const shown = useRef<HTMLAnchorElement>(null);
  // On a narrow page the links are a line that is longer than the page.
  useEffect(() => {
    // What it answers, where browsers answer anything, is no end of an effect.
    void shown.current?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [address.screen]);
  return (
    <nav className="navigation" aria-label={words.screens}>
      <ul>
        {SCREENS.filter((screen) => screen in screensShown).map((screen) => (
          <li key={screen}>
            <a
              id={`to-${screen}`}
              ref={screen === address.screen ? shown : undefined}
              href={linkTo(address, { screen })}
              aria-current={screen === address.screen ? 'page' : undefined}
              onClick={(event) => {
                if (!isPlain(event)) return;
                event.preventDefault();
                go({ screen });
                window.scrollTo({ top: 0 });
              }}
            >
              <Icon name={screen} />
              <span>{words.screen[screen]}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};
