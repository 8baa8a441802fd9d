import { canonicalJson } from '@trueque/kernel';
import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { CommandFailure, EXIT } from '../exit.js';
import { readInput } from '../terminal/files.js';

/** How far a partition was, and in which hash it ended, when the checkpoint was taken. */
const keptHeadSchema = z.strictObject({
  partition: z.string(),
  /** Of the last event; positions have no gaps, so it is also how many there are. */
  position: z.int().min(1),
  events: z.int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits'),
  /** When that event was recorded. */
  recordedAt: z.iso.datetime(),
});

const checkpointSchema = z.strictObject({
  format: z.literal('trueque-checkpoint/1'),
  takenAt: z.iso.datetime(),
  partitions: z.array(keptHeadSchema),
  /** SHA-256 of the public key: tells which one to check with. */
  key: z.string(),
  /** Ed25519 over the canonical JSON of all the rest, base64. */
  signature: z.base64(),
});

export type KeptHead = z.infer<typeof keptHeadSchema>;
export type Checkpoint = z.infer<typeof checkpointSchema>;

export const signedCheckpoint = (
  partitions: readonly KeptHead[],
  takenAt: string,
  privateKey: KeyObject,
): Checkpoint => {
  const format = 'trueque-checkpoint/1' as const;
  const key = fingerprint(createPublicKey(privateKey));
  const said = { format, takenAt, partitions: [...partitions], key };
  const signature = sign(null, Buffer.from(canonicalJson(said)), privateKey).toString('base64');
  return { ...said, signature };
};

/** A checkpoint that this key has signed; anything else ends the command. */
export const readCheckpoint = async (path: string, publicKey: KeyObject): Promise<Checkpoint> => {
  const checkpoint = parsed(path, await readInput(path));
  const { signature, ...said } = checkpoint;
  const bytes = Buffer.from(canonicalJson(said));
  if (verify(null, bytes, publicKey, Buffer.from(signature, 'base64'))) return checkpoint;
  const ours = fingerprint(publicKey);
  throw new CommandFailure(
    EXIT.answerIsNo,
    said.key === ours
      ? `${path} was changed after it was signed`
      : `${path} is signed with another key: ${said.key}, not ${ours}`,
  );
};

/** SHA-256 of a public key, as people compare it. */
export const fingerprint = (publicKey: KeyObject): string =>
  createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');

const parsed = (path: string, text: string): Checkpoint => {
  try {
    return checkpointSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new CommandFailure(EXIT.usage, `${path} is no checkpoint: ${reasonOf(error)}`);
  }
};

const reasonOf = (error: unknown): string => {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error);
  return error.issues.map(({ message, path }) => `/${path.join('/')}: ${message}`).join('; ');
};
