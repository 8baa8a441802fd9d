import { setTimeout as sleep } from 'node:timers/promises';
import { OPERATOR_KEY } from '../support/index.js';

/** What `JSON.parse` gives; the tests check it by what they expect of it. */
type Json = ReturnType<JSON['parse']>;

export interface Answer {
  readonly status: number;
  readonly body: Json;
}

export interface StreamedEvent {
  readonly type: string;
  readonly stream: string;
  readonly position: number;
}

/** Speaks HTTP with a trueque as any program would. */
export class HttpClient {
  constructor(
    private readonly baseUrl: string,
    private readonly key: string = process.env['TRUEQUE_KEY'] ?? OPERATOR_KEY,
    /** With every request. */
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  private get authorization() {
    return `Bearer ${this.key}`;
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask(path, 'POST', body, headers);
  }

  put(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask(path, 'PUT', body, headers);
  }

  delete(path: string): Promise<Answer> {
    return this.ask(path, 'DELETE');
  }

  get(path: string): Promise<Answer> {
    return this.ask(path, 'GET');
  }

  async text(path: string, accept: string): Promise<string> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      headers: { accept, authorization: this.authorization },
    });
    return response.text();
  }

  /** Asks until the answer is as wished: what is decided is shown a moment later. */
  async until(path: string, holds: (answer: Answer) => boolean, triesMax = 600): Promise<Answer> {
    for (let tries = 0; tries < triesMax; tries += 1) {
      const answer = await this.get(path);
      if (holds(answer)) return answer;
      await sleep(50);
    }
    throw new Error(
      `${path} never became as wished; it is ${JSON.stringify(await this.get(path))}`,
    );
  }

  /** The events of a market from its first until they are enough, as the live stream tells them. */
  async events(
    market: string,
    enough: (events: readonly StreamedEvent[]) => boolean,
  ): Promise<readonly StreamedEvent[]> {
    const stopping = new AbortController();
    const headers = { 'last-event-id': `${market}=0`, authorization: this.authorization };
    const response = await fetch(`${this.baseUrl}/events?market=${market}`, {
      headers,
      signal: stopping.signal,
    });
    const events: StreamedEvent[] = [];
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString('utf8');
      const messages = text.split('\n\n');
      text = messages.pop() ?? '';
      for (const message of messages) events.push(...dataOf(message));
      if (enough(events)) break;
    }
    stopping.abort();
    return events;
  }

  private async ask(
    path: string,
    method: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: {
        authorization: this.authorization,
        ...this.headers,
        ...(body === undefined ? {} : { 'content-type': typeOf(body) }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: textOf(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  }
}

const typeOf = (body: unknown) =>
  typeof body === 'string' ? 'application/x-ndjson' : 'application/json';

const textOf = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body));

const dataOf = (message: string): StreamedEvent[] => {
  if (!message.includes('event: change')) return [];
  const line = message.split('\n').find((each) => each.startsWith('data: '));
  return line === undefined ? [] : [JSON.parse(line.slice('data: '.length))];
};
