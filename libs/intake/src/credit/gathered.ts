/** Asks for many at once: whoever comes while a question is on its way is in the next one. */
export class Gathered<Answer> {
  private waiting = new Set<string>();
  private asking: Promise<unknown> = Promise.resolve();
  private next: Promise<Answer> | undefined;

  constructor(private readonly ask: (keys: readonly string[]) => Promise<Answer>) {}

  /** The answer for all that were asked for together; the question was put after this call. */
  with(key: string): Promise<Answer> {
    this.waiting.add(key);
    const put = () => this.put();
    return (this.next ??= this.asking.then(put, put));
  }

  private put(): Promise<Answer> {
    const keys = [...this.waiting];
    this.waiting = new Set();
    this.next = undefined;
    const answer = this.ask(keys);
    this.asking = answer;
    return answer;
  }
}
