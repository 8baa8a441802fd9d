import type { EventStore, TransactOptions } from '@trueque/event-store';
import { operatorOfKey } from '@trueque/identity';
import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { DataSource } from 'typeorm';
import { CommandFailure, EXIT } from '../exit.js';

/** A market in an open store. */
export interface Place {
  readonly store: EventStore;
  readonly dataSource: DataSource;
  readonly market: string;
}

/**
 * Who uses the command line: the operator whose key is in `TRUEQUE_KEY`, else whoever has opened the shell.
 * Where something takes two people, a name that anybody can take is not enough to approve.
 */
export const whoOperates = async (place: Place, { mustShowKey = false } = {}): Promise<string> => {
  const key = process.env['TRUEQUE_KEY'];
  if (key) return operatorAt(place, key);
  if (!mustShowKey) return `operator:local/shell-${userInfo().username}`;
  throw new CommandFailure(
    EXIT.usage,
    'Approving takes a key of your own: set TRUEQUE_KEY to an API key that may operate the market.',
  );
};

const operatorAt = async ({ market, ...place }: Place, key: string): Promise<string> => {
  const actor = await operatorOfKey(place, market, key);
  if (actor !== undefined) return actor;
  throw new CommandFailure(
    EXIT.usage,
    `The key in TRUEQUE_KEY is unknown, expired, revoked, or may not operate ${market}.`,
  );
};

/** What one command does once. */
export const saidNow = (partition: string, actor: string): TransactOptions => ({
  ...{ partition, causedBy: randomUUID(), actor },
  occurredAt: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
});
