type Listener = (partition: string) => void;

/** Tells listeners in this process that a partition has grown: coalesced, and after the caller's turn. */
export class Signal {
  private readonly listeners = new Set<Listener>();
  private readonly grown = new Set<string>();

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  send(partition: string): void {
    if (this.grown.size === 0) setImmediate(() => this.flush());
    this.grown.add(partition);
  }

  stop(): void {
    this.listeners.clear();
  }

  private flush(): void {
    const partitions = [...this.grown];
    this.grown.clear();
    for (const partition of partitions) for (const listener of this.listeners) listener(partition);
  }
}
