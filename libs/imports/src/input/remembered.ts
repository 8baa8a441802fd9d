/**
 * Reads words that row after row repeats: a word that was read just before is answered without
 * reading it again.
 */
export const remembered = <Value>(read: (text: string) => Value): ((text: string) => Value) => {
  let last: { readonly text: string; readonly value: Value } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, value: read(text) };
    return last.value;
  };
};
