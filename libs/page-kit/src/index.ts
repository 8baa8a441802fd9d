import { join } from 'node:path';

/**
 * Folder of what the product's pages have in common: colours, the words for making elements, cards and
 * charts. A page finds these files at the same relative paths as its own.
 */
export const PAGE_KIT = join(__dirname, '../page');
