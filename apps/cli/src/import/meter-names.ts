import { randomUUID } from 'node:crypto';

/** Whose ids a file has, and what becomes of those that the vault does not know. */
export interface MeterNaming {
  readonly peersByMeter: ReadonlyMap<string, string>;
  readonly peers: ReadonlySet<string>;
  /** Strangers get a random reference; else they are called as in the file. */
  readonly hidesStrangers: boolean;
}

/** What events call the meters of a file: the peer behind one, or a random reference, never its official id. */
export class MeterNames {
  private readonly references = new Map<string, string>();

  constructor(private readonly naming: MeterNaming) {}

  get(meterId: string): string | undefined {
    const { hidesStrangers, peers, peersByMeter } = this.naming;
    const name = peersByMeter.get(meterId) ?? this.references.get(meterId);
    if (name !== undefined || peers.has(meterId) || !hidesStrangers) return name;
    const reference = randomUUID();
    this.references.set(meterId, reference);
    return reference;
  }

  /** References that were given, by official id: the vault must know them before anything is kept. */
  get strangers(): ReadonlyMap<string, string> {
    return this.references;
  }
}
