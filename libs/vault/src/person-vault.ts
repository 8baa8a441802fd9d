import { createHmac, randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { stringify } from 'uuid';
import { z } from 'zod';
import type { SealedTable } from './rotation.js';
import { open, openUnder, seal } from './sealed.js';

/** What identifies a person. It is here and nowhere else. */
export const personalDataSchema = z.strictObject({
  /** Not known of a meter that nobody is registered for. */
  name: z.string().min(1).max(200).optional(),
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
/** Of what was sealed, which is another each time. */
const VERSION = `left(encode(sha256(sealed), 'hex'), 16)`;

/**
 * Personal data, each person's under a key of its own that the master key wraps. Without that key
 * nobody can read them, in no copy: to forget a person is to delete it.
 */
export class PersonVault {
  constructor(
    private readonly dataSource: DataSource,
    /** Asked for each time, so that a key that was rotated is taken at once. Throws `MasterKeyError`. */
    private readonly master: () => Promise<Buffer>,
  ) {}

  /** Keeps or replaces what is known of a person, under a new key. */
  async keep(id: PersonId, data: PersonalData): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO vault.person (market_id, person_id, wrapped_key, sealed) VALUES ($1, $2, $3, $4)
       ON CONFLICT (market_id, person_id) DO UPDATE
          SET wrapped_key = excluded.wrapped_key, sealed = excluded.sealed`,
      await this.rowOf(id, data),
    );
  }

  /**
   * The same for a person of whom something is kept, in the version that is named where one is; false
   * for any other: who is erased stays so.
   */
  async replace(id: PersonId, data: PersonalData, version?: string): Promise<boolean> {
    const [, count]: [unknown, number] = await this.dataSource.query(
      `UPDATE vault.person SET wrapped_key = $3, sealed = $4
        WHERE market_id = $1 AND person_id = $2 AND ($5::text IS NULL OR ${VERSION} = $5)`,
      [...(await this.rowOf(id, data)), version ?? null],
    );
    return count > 0;
  }

  /** Changes with what is kept, and tells nothing of it; undefined for who was never kept or is erased. */
  async version({ marketId, personId }: PersonId): Promise<string | undefined> {
    const [row]: { readonly version: string }[] = await this.dataSource.query(
      `SELECT ${VERSION} AS version FROM vault.person WHERE market_id = $1 AND person_id = $2`,
      [marketId, personId],
    );
    return row?.version;
  }

  /**
   * The reference of whoever was registered for this cause, the same each time it is said. Without the
   * master key it tells nothing of the cause.
   */
  async reference(marketId: string, causedBy: string): Promise<string> {
    const said = createHmac('sha256', await this.master())
      .update(`${marketId} ${causedBy}`)
      .digest();
    const bytes = said.subarray(0, 16);
    bytes[6] = (said.readUInt8(6) & 0x0f) | 0x80; // UUID version 8: made as its maker likes
    bytes[8] = (said.readUInt8(8) & 0x3f) | 0x80;
    return stringify(bytes);
  }

  /** Undefined for a person that was never kept or is erased. Throws where the master key is another. */
  async read(id: PersonId): Promise<PersonalData | undefined> {
    const [row]: Row[] = await this.dataSource.query(
      'SELECT * FROM vault.person WHERE market_id = $1 AND person_id = $2',
      [id.marketId, id.personId],
    );
    if (row === undefined) return undefined;
    const key = openUnder(await this.master(), row.wrapped_key, contextOf(id));
    return personalDataSchema.parse(JSON.parse(open(key, row.sealed, contextOf(id)).toString()));
  }

  /** Deletes the key with what it opens, in the version that is named where one is. Erasing twice is no error. */
  async erase({ marketId, personId }: PersonId, version?: string): Promise<void> {
    await this.dataSource.query(
      `DELETE FROM vault.person
        WHERE market_id = $1 AND person_id = $2 AND ($3::text IS NULL OR ${VERSION} = $3)`,
      [marketId, personId, version ?? null],
    );
  }

  private async rowOf(id: PersonId, data: PersonalData): Promise<readonly unknown[]> {
    const key = randomBytes(KEY_BYTES);
    const text = Buffer.from(JSON.stringify(personalDataSchema.parse(data)));
    const wrapped = seal(await this.master(), key, contextOf(id));
    return [id.marketId, id.personId, wrapped, seal(key, text, contextOf(id))];
  }
}

const contextOf = ({ marketId, personId }: PersonId): string => `${marketId}/${personId}`;

/** Keys of persons are wrapped anew with the next master key; their data are not touched. */
export const sealedPersons: SealedTable = {
  name: 'vault.person',
  key: ['market_id', 'person_id'],
  sealed: ['wrapped_key'],
  contextOf: (ids) => ids.join('/'),
};
