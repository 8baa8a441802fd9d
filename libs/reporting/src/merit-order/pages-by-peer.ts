/** So many at a time: who asks something else meanwhile is answered in between. */
export const PEERS_AT_ONCE = 5_000;

interface OfPeer {
  readonly peerId: string;
}

/** Everybody's rows, in the order of their names, page by page: each page begins after a peer. */
export async function* pagesByPeer<Row extends OfPeer>(
  read: (after: string) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: readonly Row[] = await read(after);
    yield page;
    after = page.length < PEERS_AT_ONCE ? undefined : page.at(-1)?.peerId;
  }
}
