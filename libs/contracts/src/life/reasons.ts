import { z } from 'zod';
import { REASON_CODES } from '../billing-events.js';

/** Why an operator suspends, resumes, cancels, reviews or changes something, for a program. */
export const OPERATION_REASONS = [
  ...REASON_CODES,
  'price-unusual',
  'data-missing',
  'system-fault',
  'network-emergency',
  'regulator-order',
  'error-corrected',
  'planned-change',
] as const;
export type OperationReason = (typeof OPERATION_REASONS)[number];

/** The code, and the same for a person. */
export const reasonShape = {
  reasonCode: z.enum(OPERATION_REASONS),
  reason: z.string().min(1).max(1_000),
};

export interface Reasoned {
  readonly reasonCode: OperationReason;
  readonly reason: string;
}

/** What an operator may decide about a result that is under review, or about an auction that failed. */
export const REVIEW_DECISIONS = [
  'publish',
  'clear-again',
  'administer',
  'second-auction',
  'cancel',
] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];
