import { setTimeout as sleep } from 'node:timers/promises';

/** How often a result that is not there yet is asked for, and how long at most. */
const POLL_MS = 40;
const PATIENCE_MS = 60_000;
const TRIES_MAX = 5;

/** What the API said no to, in its own words. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
}

/** Where the API is and who asks it. */
export interface ApiAccess {
  readonly baseUrl: string;
  /** API key. */
  readonly key: string;
  readonly signal: AbortSignal;
}

/** The HTTP API as any user has it. Every write names its cause, so that a repeat does nothing. */
export class MarketApi {
  constructor(private readonly access: ApiAccess) {}

  async post<Answer>(path: string, idempotencyKey: string, body: unknown): Promise<Answer> {
    const headers = {
      'Content-Type': 'application/json',
      'Idempotency-Key': idempotencyKey,
    };
    return this.ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** Undefined where there is nothing of that name. */
  async find<Answer>(path: string): Promise<Answer | undefined> {
    const response = await this.fetch(path, {});
    if (response.status === 404) return undefined;
    return read(path, response);
  }

  get<Answer>(path: string): Promise<Answer> {
    return this.ask(path, {});
  }

  /** Asks again and again until the answer is as wished; throws where it is not in time. */
  async until<Answer>(path: string, holds: (answer: Answer) => boolean): Promise<Answer> {
    const deadlineMs = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await this.find<Answer>(path);
      if (answer !== undefined && holds(answer)) return answer;
      if (performance.now() > deadlineMs)
        throw new ApiRefusal(`${path} is still ${JSON.stringify(answer)?.slice(0, 200)}`);
      await sleep(POLL_MS, undefined, { signal: this.access.signal });
    }
  }

  private async ask<Answer>(path: string, init: RequestInit): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      const response = await this.fetch(path, init);
      if (response.status !== 503 || tries === TRIES_MAX) return read(path, response);
      await sleep(200 * tries, undefined, { signal: this.access.signal });
    }
  }

  private fetch(path: string, init: RequestInit): Promise<Response> {
    const { baseUrl, key, signal } = this.access;
    const headers = { ...init.headers, Authorization: `Bearer ${key}` };
    return fetch(`${baseUrl}${path}`, { ...init, headers, signal });
  }
}

/** A batch of which not everything was taken. */
const SOME_REFUSED = 207;

const read = async <Answer>(path: string, response: Response): Promise<Answer> => {
  const text = await response.text();
  if (!response.ok || response.status === SOME_REFUSED)
    throw new ApiRefusal(`${path}: ${response.status} ${text}`);
  return JSON.parse(text || 'null') as Answer;
};
