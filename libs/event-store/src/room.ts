/**
 * Lets a bounded number of callers in, the others wait in line: the store's back-pressure. So what
 * is queued for the database is bounded too, however many callers there are.
 */
export class Room {
  private readonly line: (() => void)[] = [];

  constructor(private seatsFree: number) {}

  within<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.seatsFree === 0)
      return new Promise<void>((enter) => this.line.push(enter)).then(() => this.seated(work));
    this.seatsFree -= 1;
    return this.seated(work);
  }

  private async seated<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  /** The seat goes to the next in line, or is free. */
  private leave(): void {
    const next = this.line.shift();
    if (next === undefined) this.seatsFree += 1;
    else next();
  }
}
