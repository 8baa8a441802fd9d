import type { MigrationInterface, QueryRunner } from 'typeorm';
import { placeOf, webhookSecrets } from './webhook-secrets.js';

interface Row {
  readonly id: string;
  readonly market_id: string;
  readonly secret: string;
  readonly previous_secret: string | null;
}

/** Seals secrets that were kept in plain; and notes from where on a webhook is sent events. */
export class SealWebhookSecrets1795900000001 implements MigrationInterface {
  readonly name = 'SealWebhookSecrets1795900000001';

  async up(runner: QueryRunner): Promise<void> {
    const rows = (await runner.query('SELECT * FROM notices.webhook')) as Row[];
    // Another type writes the whole table anew: none of its pages keeps a secret in plain.
    await runner.query(`
      ALTER TABLE notices.webhook
        ALTER COLUMN secret TYPE bytea USING ''::bytea,
        ALTER COLUMN previous_secret TYPE bytea USING NULL::bytea,
        ADD COLUMN since bigint NOT NULL DEFAULT 0`);
    await runner.query('UPDATE notices.webhook SET since = position');
    const secrets = webhookSecrets();
    for (const { id, market_id: marketId, previous_secret: previous, secret } of rows) {
      const seal = (text: string) => secrets.seal(text, placeOf({ id, marketId }));
      await runner.query(
        'UPDATE notices.webhook SET secret = $2, previous_secret = $3 WHERE id = $1',
        [id, await seal(secret), previous === null ? null : await seal(previous)],
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('What was sealed is not written in plain again.');
  }
}
