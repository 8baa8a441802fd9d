import { offersEvents } from '@trueque/contracts';
import type { EventStore } from '@trueque/event-store';
import { sealedWebhooks } from '@trueque/notices';
import {
  type PersonalData,
  personalDataSchema,
  rotateMasterKey,
  sealedPersons,
} from '@trueque/vault';
import { Command } from 'commander';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CommandFailure, EXIT } from '../exit.js';
import { marketHeads } from '../store/markets.js';
import { withStore } from '../store/with-store.js';
import { readInput } from '../terminal/files.js';
import { note, printDocument } from '../terminal/print.js';
import { decidePerson, registerPerson } from './register-person.js';
import { keyFromFile, masterKeyOrFailure, withVault } from './with-vault.js';

interface OfMarket {
  readonly market: string;
}

/** `trueque person`: names, addresses and meter ids, apart from the log, and how they are forgotten. */
export const personCommand = (): Command =>
  new Command('person')
    .description('keep, show and erase personal data, which are in a vault and in no event')
    .addCommand(
      ofMarket('register', 'keeps who stands behind a peer; tells the reference')
        .requiredOption('--peer <id>', 'the peer')
        .argument(
          '[file]',
          '{"name", "address"?, "meterIds"?} as JSON; standard input without it',
          '-',
        )
        .action(register),
    )
    .addCommand(ofMarket('show', 'what is kept of a person').argument('<reference>').action(show))
    .addCommand(
      ofMarket('erase', 'deletes the key of a person for good, and records that')
        .argument('<reference>')
        .action(erase),
    )
    .addCommand(
      new Command('rotate')
        .description(
          'seals the keys of all persons, and secrets of webhooks, under another master key',
        )
        .requiredOption('--to <file>', 'the next master key: 32 bytes in base64')
        .action(rotate),
    )
    .addHelpText('after', EXAMPLE);

const EXAMPLE = `
Example:
  trueque person register --market harbour --peer sun ana.json
  trueque person erase --market harbour 7f1c1f5e-9d0c-4c63-8a53-0d6a5f2a7c11

The master key is TRUEQUE_MASTER_KEY, else the file of TRUEQUE_MASTER_KEY_FILE, else master.key in the
data folder, made where there is none. Without it nobody can read the vault.`;

const ofMarket = (name: string, description: string): Command =>
  new Command(name).description(description).requiredOption('--market <id>', 'the market');

const register = async (
  file: string,
  { market, peer }: OfMarket & { readonly peer: string },
): Promise<void> => {
  const data = personalData(file, await readInput(file));
  await withVault(async (vault, store) => {
    await assertPeer(store, market, peer);
    const id = { marketId: market, personId: randomUUID() };
    const person = { ...id, peerId: peer };
    await registerPerson({ store, vault }, person, data);
    printDocument(person);
  });
};

const show = (personId: string, { market }: OfMarket): Promise<void> =>
  withVault(async (vault) => {
    const data = await vault.read({ marketId: market, personId: reference(personId) });
    if (data === undefined)
      throw new CommandFailure(EXIT.answerIsNo, 'nothing is kept of this person');
    printDocument(data);
  });

/** The key first: whatever happens then, nobody can read it any more, and erasing again records it. */
const erase = (personId: string, { market }: OfMarket): Promise<void> =>
  withVault(async (vault, store) => {
    const id = { marketId: market, personId: reference(personId) };
    await marketHeads(store, market);
    await vault.erase(id);
    await decidePerson(store, { type: 'ErasePerson', person: id });
    note(`${personId} is erased`);
  });

const rotate = async ({ to }: { readonly to: string }): Promise<void> => {
  const next = await keyFromFile(to);
  const from = await masterKeyOrFailure();
  await withStore(async (_, dataSource) => {
    const tables = [sealedPersons, sealedWebhooks];
    const count = await rotateMasterKey(dataSource, { from, to: next }, tables);
    note(`${count} rows are sealed anew: use ${to} as the master key from now on`);
  });
};

const assertPeer = async (store: EventStore, market: string, peer: string): Promise<void> => {
  await marketHeads(store, market);
  for await (const { data, type } of store.readStream(market, `market-${market}`))
    if (type === 'PeerRegistered' && offersEvents.PeerRegistered.data.parse(data).peerId === peer)
      return;
  throw new CommandFailure(EXIT.usage, `${market} has no peer ${peer}`);
};

const reference = (text: string): string => {
  if (z.uuid().safeParse(text).success) return text;
  throw new CommandFailure(EXIT.usage, `${text} is no reference of a person`);
};

const personalData = (file: string, text: string): PersonalData => {
  try {
    return personalDataSchema.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : 'it is no JSON';
    throw new CommandFailure(EXIT.usage, `${file} tells of no person: ${reason}`);
  }
};
