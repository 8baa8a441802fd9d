import type { EventStore } from '@trueque/event-store';
import type { ImportFormat } from '@trueque/imports';
import { PersonVault } from '@trueque/vault';
import type { DataSource } from 'typeorm';
import { registerPerson } from '../person/register-person.js';
import { masterKeyOrFailure } from '../person/with-vault.js';
import type { ImportArguments } from './import-options.js';
import { knownMeterPoints } from './known-meter-points.js';
import { MeterNames } from './meter-names.js';
import { peersByOfficialId } from './peers-by-official-id.js';

/** How meters are called in a market, and which of them may be read there. */
export interface NamedMeters {
  readonly names: MeterNames;
  /** Undefined where any is welcome. */
  readonly known: ReadonlySet<string> | undefined;
  /** Puts the strangers among them into the vault, each as somebody of whom only the meter is known. */
  readonly register: () => Promise<void>;
}

export const namedMeters = async (
  { dataSource, store }: { readonly store: EventStore; readonly dataSource: DataSource },
  market: string,
  { meterIds }: ImportFormat,
  given: ImportArguments,
): Promise<NamedMeters> => {
  const vault = new PersonVault(dataSource, masterKeyOrFailure);
  const peers = await knownMeterPoints(store, market);
  const known = given.anyMeter === true ? undefined : peers;
  const names = new MeterNames({
    peersByMeter: await peersByOfficialId(store, vault, market),
    peers: peers ?? new Set(),
    hidesStrangers: known === undefined && meterIds === 'official' && given.publicIds !== true,
  });
  const register = async () => {
    for (const [meterId, reference] of names.strangers) {
      const person = { marketId: market, personId: reference, peerId: reference };
      await registerPerson({ store, vault }, person, { meterIds: [meterId] });
    }
  };
  return { names, known, register };
};
