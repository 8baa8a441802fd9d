import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The parts of `tq_<id>_<secret>`: the id finds the row, the secret is what nobody else knows. */
export interface KeyParts {
  readonly id: string;
  readonly secret: string;
}

const SECRET_BYTES = 32;
const ID_BYTES = 8;
const TEXT = /^tq_(?<id>[0-9a-f]{16})_(?<secret>[A-Za-z0-9_-]{43})$/;

export const drawKey = (): KeyParts => ({
  id: randomBytes(ID_BYTES).toString('hex'),
  secret: randomBytes(SECRET_BYTES).toString('base64url'),
});

/** An id that is the same for the same name. */
export const idOf = (name: string): string =>
  createHash('sha256')
    .update(name)
    .digest('hex')
    .slice(0, 2 * ID_BYTES);

export const keyText = ({ id, secret }: KeyParts): string => `tq_${id}_${secret}`;

export const drawKeyText = (): string => keyText(drawKey());

/** Undefined for what is no key of ours. */
export const parseKey = (text: string): KeyParts | undefined => {
  const { id, secret } = TEXT.exec(text)?.groups ?? {};
  return id === undefined || secret === undefined ? undefined : { id, secret };
};

/** 256 random bits need no slow hash: there is nothing to guess. */
export const digestOf = ({ secret }: KeyParts): Buffer =>
  createHash('sha256').update(secret).digest();

export const isSame = (a: Buffer, b: Buffer): boolean =>
  a.length === b.length && timingSafeEqual(a, b);
