/**
 * What a solver that took no part in it says of a result. `confirmed`: it proved the same objective;
 * `contradicted`: it proved another one; `undecided`: it stopped without a proof.
 */
export interface Verdict {
  readonly verdict: 'confirmed' | 'contradicted' | 'undecided';
  /** Its own objective, or why there is none. */
  readonly detail: string;
  /** Steps from the result to its proof. */
  readonly iterationsCount: number;
}
