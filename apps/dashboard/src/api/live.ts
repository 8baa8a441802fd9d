/** A change that the server tells of: where it happened, not what it came to. */
export interface LiveChange {
  readonly market: string;
  readonly type: string;
  readonly auction?: string;
}

/** `closed`: whoever looks is let in nowhere, and nothing is listened to. */
export type Connection = 'connecting' | 'live' | 'lost' | 'closed';

interface Listener {
  readonly onChange: (change: LiveChange) => void;
  /** `missed`: something may have happened that was not heard. */
  readonly onConnection: (connection: Connection, missed: boolean) => void;
}

const RETRY_MS = 1_500;
/** The server says that it is alive every 15 s. */
const SILENT_MS_MAX = 40_000;
/** Nobody waits longer for a stream that does not begin; what is missed then is asked for once it does. */
const BEGIN_MS_MAX = 2_000;

/** Up to where each market, or all of them, was heard: whoever comes back to it goes on from there. */
const heardUpTo = new Map<string, string>();

let begin = (): void => undefined;
/**
 * Over once the first stream has begun, or does not: what is asked afterwards misses nothing, and
 * need not be asked again.
 */
export const listening = new Promise<void>((resolve) => (begin = resolve));

/** Who is let in nowhere hears nothing, and need not wait for it. */
export const listenToNothing = (): void => begin();

/**
 * Listens to changes of a market until it is told to stop. A broken connection is opened again for
 * as long as it takes, from the last change that was heard.
 */
export const listen = (market: string | undefined, listener: Listener): (() => void) => {
  const ear = new Ear(market, listener);
  listener.onConnection('connecting', false);
  ear.open();
  return () => ear.close();
};

/** One connection after another, each going on where the last one ended. */
class Ear {
  private source: EventSource | undefined;
  private retry: number | undefined;
  private silence: number | undefined;
  private late: number | undefined;
  private readonly to: string;
  private missed: boolean;

  constructor(
    private readonly market: string | undefined,
    private readonly listener: Listener,
  ) {
    this.to = market ?? '';
    // Another market was listened to so far.
    this.missed = heardUpTo.size > 0 && !heardUpTo.has(this.to);
  }

  open(): void {
    const after = heardUpTo.get(this.to);
    const query = new URLSearchParams({
      latest: 'true',
      ...(this.market === undefined ? {} : { market: this.market }),
      ...(after === undefined ? {} : { after }),
    });
    this.source = new EventSource(`/events?${query.toString()}`);
    this.source.addEventListener('alive', (message) => this.hear(message));
    this.source.addEventListener('change', (message) => {
      this.hear(message);
      this.listener.onChange(JSON.parse(String(message.data)) as LiveChange);
    });
    this.source.addEventListener('error', () => this.reopen());
    this.late = window.setTimeout(() => this.go(true), BEGIN_MS_MAX);
  }

  close(): void {
    this.source?.close();
    window.clearTimeout(this.retry);
    window.clearTimeout(this.silence);
    window.clearTimeout(this.late);
  }

  private hear({ lastEventId }: MessageEvent): void {
    if (lastEventId !== '') heardUpTo.set(this.to, lastEventId);
    window.clearTimeout(this.silence);
    window.clearTimeout(this.late);
    this.silence = window.setTimeout(() => this.reopen(), SILENT_MS_MAX);
    const { missed } = this;
    this.go(false);
    this.listener.onConnection('live', missed);
  }

  /** Lets those ask who wait; what they ask too early is missed. */
  private go(missed: boolean): void {
    this.missed = missed;
    begin();
  }

  private reopen(): void {
    this.close();
    this.go(true);
    this.listener.onConnection('lost', false);
    this.retry = window.setTimeout(() => this.open(), RETRY_MS);
  }
}
