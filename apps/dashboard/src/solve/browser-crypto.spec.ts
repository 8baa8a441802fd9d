import fc from 'fast-check';
import { createHash as createHashOfNode } from 'node:crypto';
import { createHash } from './browser-crypto';

describe('hashing in a browser', () => {
  it('gives the digests of Node, in however many portions, texts or bytes', () => {
    const texts = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.array(fc.oneof(texts, fc.uint8Array())), (portions) => {
        const [here, there] = [createHash('sha256'), createHashOfNode('sha256')];
        for (const portion of portions) {
          here.update(portion);
          there.update(portion);
        }
        expect(here.digest('hex')).toBe(there.digest('hex'));
      }),
    );
  });
});
