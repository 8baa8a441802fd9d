import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { useAddress } from '../address/use-address';
import { kept, keep } from '../parts/kept';
import type { Bilingual, Language } from './words';

const Current = createContext<Language>('en');

const isLanguage = (text: string | undefined): text is Language => text === 'en' || text === 'es';

/** From the address, else as chosen before, else as the browser is set. */
const languageOf = (chosen: string | undefined): Language => {
  const before = kept('language');
  if (isLanguage(chosen)) return chosen;
  if (isLanguage(before)) return before;
  return navigator.language.startsWith('es') ? 'es' : 'en';
};

export const LanguageProvider = ({ children }: { readonly children: ReactNode }) => {
  const [{ lang }] = useAddress();
  const language = languageOf(lang);
  useEffect(() => {
    document.documentElement.lang = language;
    if (isLanguage(lang)) keep('language', lang);
  }, [language, lang]);
  return <Current value={language}>{children}</Current>;
};

export const useLanguage = (): Language => useContext(Current);

/** The texts of a part in the language that is chosen. */
export const useWords = <Words,>(words: Bilingual<Words>): Words => {
  const language = useLanguage();
  return useMemo(() => words[language], [words, language]);
};
