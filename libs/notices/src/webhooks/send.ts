import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Webhook } from 'standardwebhooks';
import { lookupFor, type Targets, targetProblem } from './target.js';

/** One event on its way, by the convention of Standard Webhooks. */
export interface Delivery {
  readonly url: string;
  /** The newest first: a receiver takes any that it knows. */
  readonly secrets: readonly string[];
  /** Of the event: the same in every attempt, so that a receiver may tell a second one. */
  readonly id: string;
  readonly at: Date;
  readonly payload: string;
}

const ANSWER_WITHIN_MS = 10_000;

/** `webhook-id`, `webhook-timestamp` and a `webhook-signature` for every secret. */
export const headersOf = ({ at, id, payload, secrets }: Delivery) => ({
  'content-type': 'application/json',
  'content-length': String(Buffer.byteLength(payload)),
  'user-agent': 'trueque-webhooks',
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
  'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, payload)).join(' '),
});

/** The status that was answered. Follows no redirection: it could lead anywhere. */
export const send = (delivery: Delivery, targets: Targets): Promise<number> => {
  const url = new URL(delivery.url);
  const problem = targetProblem(url, targets);
  if (problem !== undefined) return Promise.reject(new Error(problem));
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        ...{ method: 'POST', agent: false, headers: headersOf(delivery) },
        ...{ lookup: lookupFor(targets), signal: AbortSignal.timeout(ANSWER_WITHIN_MS) },
      },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    sent.on('error', reject);
    sent.end(delivery.payload);
  });
};
