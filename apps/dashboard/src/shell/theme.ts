import { useEffect, useState } from 'react';
import { keep, kept } from '../parts/kept';

export type Theme = 'light' | 'dark';

const dark = () => window.matchMedia('(prefers-color-scheme: dark)');

const themeNow = (): Theme => {
  const chosen = kept('theme');
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return dark().matches ? 'dark' : 'light';
};

/** The system's colours until one chooses; the choice is remembered. */
export const useTheme = (): readonly [Theme, () => void] => {
  const [theme, setTheme] = useState(themeNow);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  useEffect(() => {
    const system = dark();
    const follow = () => setTheme(themeNow());
    system.addEventListener('change', follow);
    return () => system.removeEventListener('change', follow);
  }, []);
  const toggle = () => {
    const next = theme === 'dark' ? 'light' : 'dark';
    keep('theme', next);
    setTheme(next);
  };
  return [theme, toggle];
};
