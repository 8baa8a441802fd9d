import { english } from './words-en.mjs';
import { spanish } from './words-es.mjs';
import { chosen } from './url-state.mjs';

const DICTIONARIES = { en: english, es: spanish };

/** The address says it, else the browser: Spanish for those who prefer it, English for all others. */
export const language = () => {
  const { lang } = chosen();
  if (lang in DICTIONARIES) return lang;
  return navigator.language.startsWith('es') ? 'es' : 'en';
};

/** A text by its key, with `{names}` filled in. */
export const word = (key, values = {}) =>
  (DICTIONARIES[language()][key] ?? english[key] ?? key).replace(/\{(\w+)\}/g, (_, name) =>
    String(values[name] ?? ''),
  );
