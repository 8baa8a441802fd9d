import { useEffect, useRef } from 'react';
import type { Screen } from '../address/address';
import { shifted } from '../address/period';
import { useAddress } from '../address/use-address';
import { Icon } from '../parts/icons';
import { useLanguage, useWords } from '../words/language';
import { useChosen } from './market';
import { useSetPeriod } from './period-control';
import { shellWords } from './words';

/** After `g`: the letter of each screen. */
const LETTERS: Readonly<Record<string, Screen>> = {
  c: 'control-room',
  l: 'clearing',
  p: 'peers',
  d: 'day',
  f: 'flows',
  r: 'prices',
  m: 'compare',
  b: 'bill',
  s: 'runs',
  o: 'operations',
  t: 'try-it',
};

/** A slider takes arrows, not letters. */
const isTyping = (target: EventTarget | null): boolean => {
  if (target instanceof HTMLInputElement) return target.type !== 'range';
  return target instanceof HTMLElement && ['SELECT', 'TEXTAREA'].includes(target.tagName);
};

type KeyMap = Readonly<Record<string, () => void>>;

/** Calls what a key stands for; `g` waits for the letter of a screen. */
const useKeys = (keys: KeyMap, toScreen: (screen: Screen) => void) => {
  const going = useRef(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const screen = going.current ? LETTERS[event.key] : undefined;
      going.current = event.key === 'g';
      const act = screen === undefined ? keys[event.key] : () => toScreen(screen);
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [keys, toScreen]);
};

interface GlobalKeysProps {
  readonly onHelp: () => void;
  readonly onTheme: () => void;
}

/** Keys that work on every screen, also before a market is there. */
export const GlobalKeys = ({ onHelp, onTheme }: GlobalKeysProps) => {
  const [, go] = useAddress();
  const language = useLanguage();
  useKeys(
    {
      '?': onHelp,
      t: onTheme,
      e: () => go({ lang: language === 'en' ? 'es' : 'en' }, { replace: true }),
    },
    (screen) => go({ screen }),
  );
  return null;
};

export const PeriodKeys = () => {
  const { period } = useChosen();
  const setPeriod = useSetPeriod();
  useKeys(
    {
      '[': () => setPeriod(shifted(period, -1)),
      ']': () => setPeriod(shifted(period, 1)),
    },
    () => undefined,
  );
  return null;
};

interface KeysDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export const KeysDialog = ({ open, onClose }: KeysDialogProps) => {
  const words = useWords(shellWords);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="keys" onClose={onClose} aria-labelledby="keys-title">
      <h2 id="keys-title">{words.keysTitle}</h2>
      <KeyList />
      <button type="button" id="keys-close" onClick={onClose}>
        <Icon name="close" />
        {words.close}
      </button>
    </dialog>
  );
};

const KeyList = () => {
  const { keyList } = useWords(shellWords);
  const rows = [
    ['g …', keyList.screen],
    ['[ ]', keyList.move],
    ['t', keyList.theme],
    ['e', keyList.language],
    ['?', keyList.help],
  ] as const;
  return (
    <dl>
      {rows.map(([key, text]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
};
