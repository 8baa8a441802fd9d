export { csvLines, csvOf, CsvAnswers, prefersCsv } from './csv-answers.js';
export { etagOf, requireMatch, revisionsIn, versionsIn } from './etag.js';
export { configureHttp, createHttpApp, httpAdapter } from './http-app.js';
export { type HttpOptions, httpSettings, HttpSettingsError } from './http-settings.js';
export { type HealthCheck, HealthModule } from './health.module.js';
export { parseJson } from './json-body.js';
export { openApiOf, parsedBody } from './parsed-body.js';
export { openApi, openApiDocument } from './open-api.js';
export { Cursor, Limit } from './page-query.js';
export {
  badCursor,
  decodeCursor,
  encodeCursor,
  type Page,
  page,
  type PageRequest,
  pageRequest,
} from './paging.js';
export {
  problem,
  type ProblemDocument,
  problemDocument,
  type ProblemError,
  refusal,
  type RefusalStatuses,
  unlessRefused,
} from './problem.js';
export { ProblemFilter } from './problem-filter.js';
export {
  type CommandContext,
  commandContext,
  recogniseAs,
  RequestContext,
} from './request-context.js';
export { escapePointer, invalidBody, problemErrors, validationPipe } from './validation.js';
export { tellReplayed, versioned } from './versioned-answers.js';
export { QueryFields } from './known-queries.js';
