import { randomBytes } from 'node:crypto';
import { open, seal } from './sealed.js';

describe('what is sealed', () => {
  const key = randomBytes(32);
  const plain = Buffer.from('Ana Quintero');

  it('opens with its key and in its context, and never looks the same twice', () => {
    const [one, other] = [seal(key, plain, 'P1'), seal(key, plain, 'P1')];
    expect([open(key, one, 'P1'), open(key, other, 'P1')]).toEqual([plain, plain]);
    expect(one.equals(other)).toBe(false);
    expect(one.includes('Ana')).toBe(false);
  });

  it('opens neither with another key nor in another context', () => {
    const sealed = seal(key, plain, 'P1');
    expect(() => open(randomBytes(32), sealed, 'P1')).toThrow();
    expect(() => open(key, sealed, 'P2')).toThrow();
  });

  it('opens no more once a single bit of it was changed', () => {
    const sealed = seal(key, plain, 'P1');
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => open(key, changed, 'P1')).toThrow();
    }
  });
});
