/** Energy waiting to be matched; for what crosses a lossy contract, sent and received differ. */
export interface Lot<Owner> {
  readonly owner: Owner;
  readonly sentWh: number;
  readonly receivedWh: number;
}

/**
 * Takes lots off a queue's front until `wantedWh` is received; the last one is cut in proportion.
 * The queue is changed in place.
 */
export const takeLots = <Owner>(queue: Lot<Owner>[], wantedWh: number): Lot<Owner>[] => {
  const taken: Lot<Owner>[] = [];
  let open = wantedWh;
  while (open > 0 && queue.length > 0) {
    const first = queue[0]!;
    if (first.receivedWh <= open) {
      taken.push(first);
      queue.shift();
      open -= first.receivedWh;
      continue;
    }
    const sentWh = Math.min(first.sentWh, Math.round((first.sentWh * open) / first.receivedWh));
    taken.push({ owner: first.owner, sentWh, receivedWh: open });
    queue[0] = {
      owner: first.owner,
      sentWh: first.sentWh - sentWh,
      receivedWh: first.receivedWh - open,
    };
    open = 0;
  }
  return taken;
};
