import { SaxesParser } from 'saxes';
import { UnreadableInput } from './unreadable-input.js';

/** What a reader of an XML file is told, in order. */
export interface XmlListener {
  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void;
  /** Text directly inside the element that closes. */
  close(name: string, text: string): void;
}

const DEPTH_MAX = 64;
const TEXT_LENGTH_MAX = 1 << 16;

/**
 * Reads XML a piece at a time. No document type is accepted, and so no entity of the file's own: it
 * can neither grow out of proportion nor read another file. After each piece `onPiece` is awaited.
 */
export async function* readXml<Piece>(
  text: AsyncIterable<string>,
  path: string,
  listener: XmlListener,
  onPiece: () => Piece,
): AsyncGenerator<Piece> {
  const parser = new SaxesParser();
  const texts: string[] = [];
  const broken = (message: string): never => {
    throw new UnreadableInput('xml-broken', path, message);
  };
  parser.on('error', (error) => broken(error.message));
  parser.on('doctype', () => {
    const message = 'has a document type definition; such files are not read, they can be bombs';
    throw new UnreadableInput('xml-forbidden', path, message);
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (texts.push('') > DEPTH_MAX) broken(`more than ${DEPTH_MAX} elements inside each other`);
    listener.open(localName(name), attributes, parser.line);
  });
  parser.on('text', (piece) => {
    const depth = texts.length - 1;
    if (depth < 0) return;
    texts[depth] += piece;
    if ((texts[depth]?.length ?? 0) > TEXT_LENGTH_MAX) broken('a text without end');
  });
  parser.on('closetag', ({ name }) => listener.close(localName(name), (texts.pop() ?? '').trim()));
  for await (const piece of text) {
    parser.write(piece);
    yield onPiece();
  }
  parser.close();
  yield onPiece();
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
