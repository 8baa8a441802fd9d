import { parseJson, type ProblemError } from '@trueque/http';
import { HttpException } from '@nestjs/common';
import { OfferBody } from './bodies/auction-bodies.js';
import { invalidContent, readBody, summaryOf } from './bodies/read-body.js';

/** What came of one line of a batch; `status` is the one that the offer would have had alone. */
export interface LineReport {
  /** From 1. */
  readonly line: number;
  readonly offerId?: string | undefined;
  readonly status: number;
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
  readonly errors?: readonly ProblemError[] | undefined;
}

export interface BatchReport {
  readonly accepted: number;
  readonly refused: number;
  readonly lines: readonly LineReport[];
}

/** One offer on its way in; read only when its turn comes. */
export interface OfferLine {
  readonly line: number;
  read(): ReadLine;
}

export type ReadLine = { readonly body: OfferBody } | { readonly report: Omit<LineReport, 'line'> };

/** An array of offers, or NDJSON: the text of one offer a line, where empty lines are none. */
export const offerLines = (input: readonly unknown[] | string): readonly OfferLine[] => {
  const lines =
    typeof input === 'string'
      ? input
          .split('\n')
          .map((text, index) => ({ text, line: index + 1 }))
          .filter(({ text }) => text.trim() !== '')
          .map(({ text, line }) => ({ line, read: () => readText(text) }))
      : input.map((value, index) => ({ line: index + 1, read: () => readValue(value) }));
  if (lines.length > 0) return lines;
  throw invalidContent([{ pointer: '', detail: 'expected at least one offer' }]);
};

const readText = (text: string): ReadLine => {
  try {
    return readValue(parseJson(text));
  } catch (error) {
    if (!(error instanceof HttpException)) throw error;
    return { report: { status: error.getStatus(), ...codeAndDetail(error.getResponse()) } };
  }
};

const codeAndDetail = (response: string | object) => {
  if (typeof response !== 'object' || !('code' in response) || !('detail' in response)) return {};
  return { code: String(response.code), detail: String(response.detail) };
};

const readValue = (value: unknown): ReadLine => {
  const read = readBody(OfferBody, value);
  if ('body' in read) return read;
  const { errors } = read;
  return { report: { status: 422, code: 'invalid-content', detail: summaryOf(errors), errors } };
};

export const batchReport = (lines: readonly LineReport[]): BatchReport => {
  const refused = lines.filter(({ status }) => status >= 400).length;
  return { accepted: lines.length - refused, refused, lines };
};

/** 207 where a line was refused, 200 where every line had come before, else 201. */
export const batchStatus = ({ refused, lines }: BatchReport): number => {
  if (refused > 0) return 207;
  return lines.every(({ status }) => status === 200) ? 200 : 201;
};
