import type { PartitionHead } from '@trueque/event-store';
import { z } from 'zod';
import { CommandFailure, EXIT } from '../exit.js';
import { readInput } from '../terminal/files.js';

/** What `verify --json` printed before, with whatever else is in it. */
const checkpointSchema = z.object({
  markets: z.array(
    z.object({
      market: z.string(),
      events: z.int().min(1),
      hash: z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits'),
    }),
  ),
});

/** Heads that were kept elsewhere, by market. */
export const readCheckpoint = async (path: string): Promise<ReadonlyMap<string, PartitionHead>> => {
  const { markets } = parsed(path, await readInput(path));
  return new Map(
    markets.map(({ events, hash, market }) => [
      market,
      { partition: market, position: events, hash },
    ]),
  );
};

const parsed = (path: string, text: string): z.infer<typeof checkpointSchema> => {
  try {
    return checkpointSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new CommandFailure(
      EXIT.usage,
      `${path} is no answer of trueque verify --json: ${reasonOf(error)}`,
    );
  }
};

const reasonOf = (error: unknown): string => {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error);
  return error.issues.map(({ message, path }) => `/${path.join('/')}: ${message}`).join('; ');
};
