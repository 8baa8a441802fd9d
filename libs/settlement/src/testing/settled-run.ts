import { inputHashOf, type SettlementInput } from '../domain/facts.js';
import { settle, type Settlement } from '../domain/settle.js';

/** The first settlement of whatever it is given. */
export const settledRun = (input: SettlementInput, runId = 'run'): Settlement =>
  settle(input, { runId, inputHash: inputHashOf(input) });
