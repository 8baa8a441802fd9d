import type { EventStore } from '@trueque/event-store';
import { MasterKeyError, masterKey, parseMasterKey, PersonVault } from '@trueque/vault';
import { CommandFailure, EXIT } from '../exit.js';
import { withStore } from '../store/with-store.js';
import { readInput } from '../terminal/files.js';

/** Does something with the vault of the store's database, under the master key of the environment. */
export const withVault = async (
  use: (vault: PersonVault, store: EventStore) => Promise<void>,
): Promise<void> => {
  await masterKeyOrFailure();
  await withStore((store, dataSource) =>
    use(new PersonVault(dataSource, masterKeyOrFailure), store),
  );
};

export const masterKeyOrFailure = (): Promise<Buffer> => keyOrFailure(() => masterKey(process.env));

export const keyFromFile = async (file: string): Promise<Buffer> => {
  const text = await readInput(file);
  return keyOrFailure(async () => parseMasterKey(text, file));
};

const keyOrFailure = async (read: () => Promise<Buffer>): Promise<Buffer> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof MasterKeyError) throw new CommandFailure(EXIT.usage, error.message);
    throw error;
  }
};
