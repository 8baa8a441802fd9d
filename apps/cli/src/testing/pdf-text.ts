import { inflateSync } from 'node:zlib';

const STREAM = /stream\r?\n(.*?)\r?\nendstream/gs;
const SHOWN = /\[((?:<[0-9a-f]*>|[-\d.\s])*)\]\s*TJ/g;

/** What a document of pdfkit shows, in its standard fonts: a line for each text that is drawn. */
export const pdfText = (bytes: Buffer): string =>
  [...bytes.toString('latin1').matchAll(STREAM)]
    .map(([, packed = '']) => unpacked(Buffer.from(packed, 'latin1')))
    .flatMap((drawn) => [...drawn.matchAll(SHOWN)].map(([, shown = '']) => shownText(shown)))
    .join('\n');

const unpacked = (packed: Buffer): string => {
  try {
    return inflateSync(packed).toString('latin1');
  } catch {
    return packed.toString('latin1');
  }
};

const shownText = (shown: string): string =>
  [...shown.matchAll(/<([0-9a-f]*)>/g)]
    .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
    .join('');
