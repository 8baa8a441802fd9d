/** FNV-1a: a number that only the text decides, the beginning of which is the same for all. */
export const drawing = (beginning: string): ((rest: string) => number) => {
  const from = fnv(0x811c9dc5, beginning);
  return (rest) => fnv(from, rest) >>> 0;
};

const fnv = (from: number, text: string): number => {
  let hash = from;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
};
