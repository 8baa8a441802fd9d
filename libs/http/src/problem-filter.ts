import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import {
  CauseConflict,
  OtherRevision,
  RevisionConflict,
  StoreUnavailable,
} from '@trueque/event-store';
import { problems } from '@trueque/metrics';
import { MasterKeyError } from '@trueque/vault';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { etagOf } from './etag.js';
import { problemDocument, type ProblemDocument } from './problem.js';
import { correlationIdOf } from './request-context.js';

/**
 * Answers every error as an RFC 9457 problem document. What nobody expected is logged with its
 * stack under a correlation id and answered with that id only.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    if (reply.raw.headersSent) return;
    const document = expectedProblem(error) ?? this.unexpected(error, request);
    problems.inc({ code: document.code, status: document.status });
    if (isPassing(document)) void reply.header('Retry-After', '1');
    void reply
      .status(document.status)
      .header('Content-Type', 'application/problem+json; charset=utf-8')
      .send(JSON.stringify(document));
  }

  private unexpected(error: unknown, request: FastifyRequest): ProblemDocument {
    const correlationId = correlationIdOf(request);
    this.logger.error({ err: error, correlationId, url: request.url }, 'unexpected error');
    const detail = 'Something broke on our side. The log says more under the correlation id.';
    return { ...problemDocument(500, 'unexpected', detail), correlationId };
  }
}

/** It will be another answer in a moment, without anybody doing anything. */
const isPassing = ({ code, status }: ProblemDocument): boolean =>
  status === 503 || code === 'request-in-flight';

const expectedProblem = (error: unknown): ProblemDocument | undefined => {
  if (error instanceof HttpException) return ofHttpException(error);
  if (error instanceof CauseConflict) {
    const detail = 'This Idempotency-Key was used before with another content. Use a new key.';
    return problemDocument(422, 'idempotency-key-reused', detail);
  }
  if (error instanceof OtherRevision) {
    const detail = `It was changed meanwhile: it is now ${etagOf(error.revision)}. Read it again.`;
    return problemDocument(412, 'changed-meanwhile', detail);
  }
  if (error instanceof StoreUnavailable) {
    const detail = 'The database cannot be reached at the moment. Nothing was decided: try again.';
    return problemDocument(503, 'store-unavailable', detail);
  }
  if (error instanceof RevisionConflict) {
    const detail = 'Others wrote at the same moment, again and again. Try again with the same key.';
    return problemDocument(503, 'busy', detail);
  }
  if (error instanceof MasterKeyError) return problemDocument(503, 'vault-closed', error.message);
  return ofFastify(error);
};

const ofHttpException = (exception: HttpException): ProblemDocument => {
  const response = exception.getResponse();
  if (isProblemDocument(response)) return response;
  const status = exception.getStatus();
  const detail = status === 404 ? `${exception.message}. ${ROUTES_TOLD}` : exception.message;
  return problemDocument(status, GENERIC_CODES[status] ?? 'http-error', detail);
};

/** Whoever asks a service for what is another's, or mistypes a path, meets no route. */
const ROUTES_TOLD = '/openapi.json lists what is answered here.';

const isProblemDocument = (response: string | object): response is ProblemDocument =>
  typeof response === 'object' && 'code' in response && 'type' in response;

const GENERIC_CODES: Readonly<Record<number, string>> = {
  400: 'bad-request',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'body-too-large',
  415: 'content-type-unsupported',
};

/** Errors that Fastify throws before a controller is reached carry a status of their own. */
const ofFastify = (error: unknown): ProblemDocument | undefined => {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  const { statusCode } = error;
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode >= 500) return undefined;
  return problemDocument(statusCode, GENERIC_CODES[statusCode] ?? 'bad-request', error.message);
};
