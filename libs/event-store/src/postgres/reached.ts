import { isUnreachable } from '@trueque/postgres';
import { StoreUnavailable } from '../event-store.port.js';

/** Waits for an answer of the database; where there is none for now, `StoreUnavailable` says so. */
export const reached = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
  try {
    return await answer;
  } catch (error) {
    throw isUnreachable(error) ? unavailable(error) : error;
  }
};

export const unavailable = (error: unknown): StoreUnavailable =>
  new StoreUnavailable(
    `The event store's database cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    { cause: error },
  );
