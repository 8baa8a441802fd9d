import { type CaseFile, caseFileSchema } from '@trueque/contracts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A case of `cases/`, by its name. */
export const shippedCase = (name: string): CaseFile =>
  caseFileSchema.parse(
    JSON.parse(readFileSync(join(__dirname, '../../../../cases', `${name}.json`), 'utf8')),
  );
