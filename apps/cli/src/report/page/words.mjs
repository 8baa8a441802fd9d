import { english } from './words-en.mjs';
import { spanish } from './words-es.mjs';
import { kept, keep } from './kept.mjs';

const DICTIONARIES = { en: english, es: spanish };
const listeners = new Set();

let picked = kept('language');

/** The reader's choice, else the browser's: Spanish for those who prefer it, English for all others. */
export const language = () => {
  if (picked in DICTIONARIES) return picked;
  return navigator.language.startsWith('es') ? 'es' : 'en';
};

export const toggleLanguage = () => {
  picked = language() === 'en' ? 'es' : 'en';
  keep('language', picked);
  for (const listener of listeners) listener();
};

export const onLanguage = (listener) => listeners.add(listener);

/** A text by its key, with `{names}` filled in. */
export const word = (key, values = {}) =>
  (DICTIONARIES[language()][key] ?? english[key] ?? key).replace(/\{(\w+)\}/g, (_, name) =>
    String(values[name] ?? ''),
  );
