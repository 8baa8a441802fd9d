/** Energy waiting to be matched; for what crosses a lossy contract, sent and received differ. */
export interface Lot<Owner> {
  readonly owner: Owner;
  readonly sentWh: number;
  readonly receivedWh: number;
}

/** Lots in the order they are served; those before `next` are gone. */
export interface LotQueue<Owner> {
  readonly lots: Lot<Owner>[];
  next: number;
}

export const queueOf = <Owner>(lots: Lot<Owner>[]): LotQueue<Owner> => ({ lots, next: 0 });

/**
 * Takes lots off a queue's front until `wantedWh` is received, and gives out each; the last one is cut in
 * proportion. The queue is changed in place.
 */
export const takeLots = <Owner>(
  queue: LotQueue<Owner>,
  wantedWh: number,
  taken: (lot: Lot<Owner>) => void,
): void => {
  let open = wantedWh;
  while (open > 0 && queue.next < queue.lots.length) {
    const first = queue.lots[queue.next]!;
    if (first.receivedWh <= open) {
      taken(first);
      queue.next += 1;
      open -= first.receivedWh;
      continue;
    }
    const sentWh = Math.min(first.sentWh, Math.round((first.sentWh * open) / first.receivedWh));
    taken({ owner: first.owner, sentWh, receivedWh: open });
    queue.lots[queue.next] = {
      owner: first.owner,
      sentWh: first.sentWh - sentWh,
      receivedWh: first.receivedWh - open,
    };
    open = 0;
  }
};
