import { h, replaceContent } from './dom.mjs';
import { theme, toggleTheme } from './theme.mjs';
import { toggleLanguage, word } from './words.mjs';

/** Whose page it is, and the two choices it has. */
export const drawBar = () => {
  const next = theme() === 'dark' ? 'toLight' : 'toDark';
  replaceContent(
    document.getElementById('bar'),
    h(
      'span',
      { class: 'brand' },
      h('img', { src: document.querySelector('link[rel=icon]').href, alt: '' }),
      'trueque',
      h('small', {}, word('report')),
    ),
    h('button', { id: 'language', type: 'button', onclick: toggleLanguage }, word('otherLanguage')),
    h(
      'button',
      { id: 'theme', type: 'button', 'aria-label': word(`${next}Long`), onclick: toggleTheme },
      word(next),
    ),
  );
};
