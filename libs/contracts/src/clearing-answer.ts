/**
 * What `clear --json` answers (interfaces §3). Power in kW and energy in kWh with at most three
 * digits after the point, prices in currency per kWh; `objective` is equation (1), unrounded.
 */
export interface ClearingAnswer {
  readonly case: string;
  readonly status: 'optimal' | 'infeasible';
  readonly objective: number | null;
  readonly engine: string;
  readonly solver: { readonly name: string; readonly version: string };
  readonly resultHash: string;
  readonly periods: readonly AnsweredPeriod[];
  readonly certificate: CertificateSummary;
  /** Only with `--judge`. */
  readonly judge?: {
    readonly verdict: string;
    readonly detail: string;
    readonly iterations: number;
  };
  readonly explanation?: readonly Explanation[];
  readonly timing: { readonly buildMs: number; readonly solveMs: number; readonly totalMs: number };
}

export interface AnsweredPeriod {
  readonly start: string;
  readonly prices: Readonly<Record<string, number>>;
  readonly priceBounds: Readonly<Record<string, readonly [least: number, greatest: number]>>;
  readonly peers: readonly AnsweredPeer[];
  readonly trades: readonly AnsweredTrade[];
  readonly flows: readonly AnsweredFlow[];
}

export interface AnsweredPeer {
  readonly id: string;
  readonly generation: number;
  readonly imports: number;
  readonly exports: number;
  readonly charge: number;
  readonly discharge: number;
  /** kWh at the end of the period. */
  readonly stored: number;
  readonly load: number;
  /** Load and elastic demand that was met. */
  readonly served: number;
}

export interface AnsweredTrade {
  readonly seller: string;
  readonly buyer: string;
  /** kWh that the buyer receives. */
  readonly energy: number;
  readonly price: number;
  /** `from→to` of the contract it was made under. */
  readonly contract?: string;
}

export interface AnsweredFlow {
  readonly from: string;
  readonly to: string;
  readonly energy: number;
}

export interface CertificateSummary {
  readonly primalInfeasibility: number;
  readonly dualInfeasibility: number;
  readonly gap: number;
}

export interface Explanation {
  readonly community: string;
  /** Start of the period, UTC. */
  readonly period: string;
  readonly message: string;
}
