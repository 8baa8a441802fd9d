import type { CaseFile } from '@trueque/contracts';
import { lpText } from '@trueque/linear-program';
import { formulate } from './formulation/formulate.js';
import { programmeNames } from './formulation/programme-names.js';
import { normalise } from './market/normalise.js';

/** The pooled programme of a case in CPLEX LP format. */
export const lpTextOf = (file: CaseFile): string => {
  const network = formulate(normalise(file));
  return lpText(network.programme, programmeNames(network));
};
