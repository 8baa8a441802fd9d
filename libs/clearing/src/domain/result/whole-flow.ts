/** A flow in whole Wh: what each column takes from its tail, and what it brings to its head. */
export interface WholeFlow {
  /** What was rounded, in kWh by column. */
  readonly flow: Float64Array;
  readonly sentWh: Float64Array;
  /** Less than sent where a contract loses energy on the way. */
  readonly receivedWh: Float64Array;
  /** Load of each demand node, by row. */
  readonly loadWh: Float64Array;
  /** By column of a class with several members: what each sells, or what each bid gets. */
  readonly partsWh: Map<number, Float64Array>;
}
