import { offersEvents } from '@trueque/contracts';
import type { EventStore } from '@trueque/event-store';
import type { PersonVault } from '@trueque/vault';

const PAGE = 500;

/**
 * Peers of a market by the official ids of the meters that the vault has of the persons behind them,
 * so that a file of a grid operator is imported without its ids becoming part of events.
 */
export const peersByOfficialId = async (
  store: EventStore,
  vault: PersonVault,
  marketId: string,
): Promise<ReadonlyMap<string, string>> => {
  const peers = new Map<string, string>();
  for await (const { peerId, personId } of persons(store, marketId)) {
    const data = await vault.read({ marketId, personId });
    for (const meterId of data?.meterIds ?? []) peers.set(meterId, peerId);
  }
  return peers;
};

async function* persons(store: EventStore, marketId: string) {
  for (let after = 0; ;) {
    const page = await store.readPartition(marketId, after, PAGE, ['PersonRegistered']);
    for (const { data } of page) yield offersEvents.PersonRegistered.data.parse(data);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.position;
  }
}
