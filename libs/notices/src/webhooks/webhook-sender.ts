import { Inject, Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@trueque/event-store';
import { SealedSecrets } from '@trueque/vault';
import { send } from './send.js';
import type { Targets } from './target.js';
import { placeOf } from './webhook-secrets.js';
import type { WebhookRow } from './webhook.row.js';

/** Injection token of where webhooks may go. */
export const WEBHOOK_TARGETS = 'WebhookTargets';

/** What a receiver answered, or why it did not. */
export interface Attempt {
  readonly status?: number;
  readonly error?: string;
}

/** Signs one event with the secrets of a webhook, and sends it. */
@Injectable()
export class WebhookSender {
  constructor(
    @Inject(WEBHOOK_TARGETS) private readonly targets: Targets,
    private readonly secrets: SealedSecrets,
  ) {}

  /** Throws `MasterKeyError` where nobody can sign: that is no fault of the receiver. */
  async attempt(row: WebhookRow, event: RecordedEvent, at: Date): Promise<Attempt> {
    const secrets = await this.secretsOf(row, at);
    try {
      const delivery = { url: row.url, secrets, id: event.id, at, payload: payloadOf(event) };
      return { status: await send(delivery, this.targets) };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }

  /** The newest first. */
  private secretsOf(row: WebhookRow, at: Date): Promise<readonly string[]> {
    const { previousSecret, previousUntil, secret } = row;
    const isOldValid = previousSecret !== null && previousUntil !== null && previousUntil > at;
    const sealed = isOldValid ? [secret, previousSecret] : [secret];
    return Promise.all(sealed.map((each) => this.secrets.open(each, placeOf(row))));
  }
}

/** Type, time and data, as the convention has them; where it stands in the log is among the data. */
const payloadOf = ({ data, occurredAt, partition, position, type }: RecordedEvent): string =>
  JSON.stringify({
    type,
    timestamp: occurredAt,
    data: { ...(data as object), market: partition, position },
  });
