/**
 * Does the same work again and again, with a pause after each round, until it is stopped. A round that fails
 * is told of, and the next one follows: what was to be done is still there.
 */
export class Rounds {
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> = Promise.resolve();
  private running = false;

  constructor(
    private readonly pauseMs: number,
    private readonly work: () => Promise<unknown>,
    private readonly tellFailure: (error: unknown) => void,
  ) {}

  get isRunning(): boolean {
    return this.running;
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    this.follow();
  }

  /** Resolves once the round that is under way has ended; none follows. */
  async stop(): Promise<void> {
    this.running = false;
    clearTimeout(this.timer);
    await this.round;
  }

  private follow(): void {
    this.timer = setTimeout(() => {
      this.round = this.once();
    }, this.pauseMs).unref();
  }

  private async once(): Promise<void> {
    try {
      await this.work();
    } catch (error) {
      this.tellFailure(error);
    }
    if (this.running) this.follow();
  }
}
