import type {
  KeptHash,
  LogVerifier,
  PartitionHead,
  Span,
  VerifiedSpan,
} from '@trueque/event-store';
import type { Fault, VerifiedMarket } from './verified-market.js';
import type { AuditedSpan } from './verify-worker.js';

const SPAN_EVENTS = 2_000;
/** Faults that are kept; of a log that is wrong throughout nobody reads more. */
const FAULTS_MAX = 100;
const GENESIS = '0'.repeat(64);

interface PlacedFault {
  readonly after: number;
  readonly fault: Fault;
}

/** One market on its way through verification: its spans come in any order, and take no room. */
export class MarketTally {
  private auctions = 0;
  private runs = 0;
  private faultsCount = 0;
  private faults: readonly PlacedFault[] = [];
  private firstBroken: AuditedSpan | undefined;
  private last: VerifiedSpan;

  constructor(
    private readonly ledger: PartitionHead,
    readonly kept: KeptHash | undefined,
  ) {
    const { partition } = ledger;
    this.last = { partition, after: 0, upTo: 0, verifiedUpTo: 0, hash: GENESIS };
  }

  get spansCount(): number {
    return Math.ceil(this.ledger.position / SPAN_EVENTS);
  }

  *spans(): Generator<Span> {
    const { partition, position } = this.ledger;
    for (let after = 0; after < position; after += SPAN_EVENTS)
      yield { partition, after, upTo: Math.min(after + SPAN_EVENTS, position) };
  }

  add(span: AuditedSpan): void {
    const { after, auctions, broken, faults, runs } = span;
    this.auctions += auctions;
    this.runs += runs;
    this.faultsCount += faults.length;
    if (faults.length > 0)
      this.faults = [...this.faults, ...faults.map((fault) => ({ after, fault }))]
        .sort((a, b) => a.after - b.after)
        .slice(0, FAULTS_MAX);
    if (broken !== undefined && after < (this.firstBroken?.after ?? Infinity))
      this.firstBroken = span;
    if (span.upTo > this.last.upTo) this.last = span;
  }

  async finish(verifier: LogVerifier): Promise<VerifiedMarket> {
    const { auctions, kept, runs } = this;
    const { partition: market } = this.ledger;
    const { hash, verifiedUpTo: events } = this.firstBroken ?? this.last;
    const broken = await this.breakOf(verifier);
    const chain: readonly Fault[] =
      broken === undefined
        ? []
        : [
            {
              check: 'chain',
              subject: `event ${broken.position}`,
              detail: `${broken.reason}: ${broken.detail}`,
            },
          ];
    const holds = kept !== undefined && (broken?.position ?? Infinity) > kept.position;
    return {
      ...{ market, events, hash, provedUpTo: holds ? kept.position : 0, auctions, runs },
      faultsCount: this.faultsCount + chain.length,
      faults: [...chain, ...this.faults.map(({ fault }) => fault)],
    };
  }

  private breakOf(verifier: LogVerifier) {
    const { firstBroken, kept, ledger } = this;
    return firstBroken?.broken === undefined
      ? verifier.end(ledger, this.last, kept === undefined ? [] : [kept])
      : verifier.explain(ledger.partition, firstBroken.broken);
  }
}
