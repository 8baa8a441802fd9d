import type { EventStore } from '@trueque/event-store';

/** The last position of a market's log that was recorded by an instant; its head without one. */
export const positionAt = async (
  store: EventStore,
  marketId: string,
  asOf: string | undefined,
): Promise<number> => {
  const heads = await store.heads();
  const head = heads.find(({ partition }) => partition === marketId)?.position ?? 0;
  if (asOf === undefined) return head;
  let [known, unknown] = [0, head + 1];
  while (unknown - known > 1) {
    const middle = Math.floor((known + unknown) / 2);
    const [event] = await store.readPartition(marketId, middle - 1, 1);
    if (event && Date.parse(event.recordedAt) <= Date.parse(asOf)) known = middle;
    else unknown = middle;
  }
  return known;
};
