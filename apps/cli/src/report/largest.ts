/** The largest of many; `all` is how many there are. */
export interface Largest<Row> {
  readonly rows: readonly Row[];
  readonly all: number;
}
