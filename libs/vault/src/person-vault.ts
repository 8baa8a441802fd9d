import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { open, seal } from './sealed.js';

/** What identifies a person. It is here and nowhere else. */
export const personalDataSchema = z.strictObject({
  name: z.string().min(1).max(200),
  address: z.string().max(500).optional(),
  /** As the grid operator knows them. */
  meterIds: z.array(z.string().min(1).max(64)).max(100).optional(),
});
export type PersonalData = z.infer<typeof personalDataSchema>;

export interface PersonId {
  readonly marketId: string;
  /** Random: all that events know of a person. */
  readonly personId: string;
}

interface Row {
  readonly market_id: string;
  readonly person_id: string;
  readonly wrapped_key: Buffer;
  readonly sealed: Buffer;
}

const KEY_BYTES = 32;

/**
 * Personal data, each person's under a key of its own that the master key wraps. Without that key
 * nobody can read them, in no copy: to forget a person is to delete it.
 */
export class PersonVault {
  constructor(
    private readonly dataSource: DataSource,
    private readonly master: Buffer,
  ) {}

  /** Keeps or replaces what is known of a person, under a new key. */
  async keep(id: PersonId, data: PersonalData): Promise<void> {
    const key = randomBytes(KEY_BYTES);
    const text = Buffer.from(JSON.stringify(personalDataSchema.parse(data)));
    await this.dataSource.query(
      `INSERT INTO vault.person (market_id, person_id, wrapped_key, sealed) VALUES ($1, $2, $3, $4)
       ON CONFLICT (market_id, person_id) DO UPDATE
          SET wrapped_key = excluded.wrapped_key, sealed = excluded.sealed`,
      [
        id.marketId,
        id.personId,
        seal(this.master, key, contextOf(id)),
        seal(key, text, contextOf(id)),
      ],
    );
  }

  /** Undefined for a person that was never kept or is erased. Throws where the master key is another. */
  async read(id: PersonId): Promise<PersonalData | undefined> {
    const [row]: Row[] = await this.dataSource.query(
      'SELECT * FROM vault.person WHERE market_id = $1 AND person_id = $2',
      [id.marketId, id.personId],
    );
    if (row === undefined) return undefined;
    const key = open(this.master, row.wrapped_key, contextOf(id));
    return personalDataSchema.parse(JSON.parse(open(key, row.sealed, contextOf(id)).toString()));
  }

  /** Deletes the key with what it opens. Erasing twice is no error. */
  async erase({ marketId, personId }: PersonId): Promise<void> {
    await this.dataSource.query(
      'DELETE FROM vault.person WHERE market_id = $1 AND person_id = $2',
      [marketId, personId],
    );
  }

  /** Wraps every key anew, all or none; the data themselves are not touched. Answers how many. */
  rotate(next: Buffer): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const rows: Row[] = await manager.query('SELECT * FROM vault.person FOR UPDATE');
      for (const { market_id: marketId, person_id: personId, wrapped_key } of rows) {
        const context = contextOf({ marketId, personId });
        await manager.query(
          'UPDATE vault.person SET wrapped_key = $3 WHERE market_id = $1 AND person_id = $2',
          [marketId, personId, seal(next, open(this.master, wrapped_key, context), context)],
        );
      }
      return rows.length;
    });
  }
}

const contextOf = ({ marketId, personId }: PersonId): string => `${marketId}/${personId}`;
