import { masterKey, SealedSecrets, type SealedTable } from '@trueque/vault';
import type { WebhookRow } from './webhook.row.js';

const contextOf = (ids: readonly string[]): string => `webhook/${ids.join('/')}`;

/** What a secret is sealed for: it opens for no other webhook. */
export const placeOf = ({ id, marketId }: Pick<WebhookRow, 'id' | 'marketId'>): string =>
  contextOf([marketId, id]);

/** For `rotateMasterKey`. */
export const sealedWebhooks: SealedTable = {
  name: 'notices.webhook',
  key: ['market_id', 'id'],
  sealed: ['secret', 'previous_secret'],
  contextOf,
};

/** Under the master key of the environment. */
export const webhookSecrets = (): SealedSecrets => new SealedSecrets(() => masterKey(process.env));
