/** A case file in the fragment of an address: nothing of it reaches a server. */
const NAME = '#case=';

const through = async (bytes: BlobPart, stream: GenericTransformStream): Promise<Uint8Array> =>
  new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(stream as never)).arrayBuffer(),
  );

/** `#case=…`, as short as it can be. */
export const fragmentOf = async (text: string): Promise<string> => {
  const packed = await through(text, new CompressionStream('deflate-raw'));
  const binary = Array.from(packed, (byte) => String.fromCharCode(byte)).join('');
  return `${NAME}${btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
};

/** The case file of a fragment; undefined where it has none, or a broken one. */
export const caseOfFragment = async (fragment: string): Promise<string | undefined> => {
  if (!fragment.startsWith(NAME)) return undefined;
  try {
    const binary = atob(fragment.slice(NAME.length).replaceAll('-', '+').replaceAll('_', '/'));
    const packed = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    const text = await through(packed, new DecompressionStream('deflate-raw'));
    return new TextDecoder().decode(text);
  } catch {
    return undefined;
  }
};
