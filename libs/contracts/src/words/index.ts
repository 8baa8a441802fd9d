/** Data alone, so that a page in a browser takes no schemas with them. */
export { type LineWords, LINE_WORDS } from './line-words.js';
