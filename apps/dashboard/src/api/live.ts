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
  readonly onConnection: (connection: Connection, returned: boolean) => void;
}

const RETRY_MS = 1_500;
/** The server says that it is alive every 15 s. */
const SILENT_MS_MAX = 40_000;

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

/** One connection after another; `lastId` says from where the next one goes on. */
class Ear {
  private source: EventSource | undefined;
  private retry: number | undefined;
  private silence: number | undefined;
  private lastId = '';
  private lost = false;

  constructor(
    private readonly market: string | undefined,
    private readonly listener: Listener,
  ) {}

  open(): void {
    const query = new URLSearchParams({
      latest: 'true',
      ...(this.market === undefined ? {} : { market: this.market }),
      ...(this.lastId === '' ? {} : { after: this.lastId }),
    });
    this.source = new EventSource(`/events?${query.toString()}`);
    this.source.addEventListener('alive', (message) => this.hear(message));
    this.source.addEventListener('change', (message) => {
      this.hear(message);
      this.listener.onChange(JSON.parse(String(message.data)) as LiveChange);
    });
    this.source.addEventListener('error', () => this.reopen());
  }

  close(): void {
    this.source?.close();
    window.clearTimeout(this.retry);
    window.clearTimeout(this.silence);
  }

  private hear({ lastEventId }: MessageEvent): void {
    if (lastEventId !== '') this.lastId = lastEventId;
    window.clearTimeout(this.silence);
    this.silence = window.setTimeout(() => this.reopen(), SILENT_MS_MAX);
    this.listener.onConnection('live', this.lost);
    this.lost = false;
  }

  private reopen(): void {
    this.close();
    this.lost = true;
    this.listener.onConnection('lost', false);
    this.retry = window.setTimeout(() => this.open(), RETRY_MS);
  }
}
