import { problem } from '@trueque/http';
import { MasterKeyError } from '@trueque/vault';

/** What the vault answers; without its master key nobody gets an answer, and it is told why. */
export const unlessClosed = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof MasterKeyError) throw problem(503, 'vault-closed', error.message);
    throw error;
  }
};
