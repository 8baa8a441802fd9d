import { askedWindow } from '@trueque/settlement';
import { CommandFailure, EXIT } from '../exit.js';

interface Days {
  readonly from: string;
  readonly to: string;
  readonly asOf?: string;
}

/** Days that there are, in order and not too many, and an instant; else the usage is wrong. */
export const requireDays = ({ from, to, asOf }: Days): void => {
  const asked = askedWindow.safeParse({ from, to, asOf });
  if (asked.success) return;
  const problems = asked.error.issues.map(
    ({ path, message }) => `--${OPTIONS[String(path[0])] ?? String(path[0])}: ${message}`,
  );
  throw new CommandFailure(EXIT.usage, problems.join('\n'));
};

const OPTIONS: Readonly<Record<string, string>> = { asOf: 'as-of' };
