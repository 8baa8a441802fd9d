import type { Language } from '../../words/words';
import type { ReplayView } from '../../api/rows';

export const isOnItsWay = ({ state }: ReplayView): boolean =>
  state === 'waiting' || state === 'running';

/** A replay that can stand beside another. */
export const isComparable = (replay: ReplayView): boolean =>
  replay.auctions > 0 && replay.state !== 'failed' && !isOnItsWay(replay);

/** The two that the address names, or the first two there are. */
export const pairOf = (
  replays: readonly ReplayView[],
  named: string | undefined,
): readonly [string | undefined, string | undefined] => {
  const ids = replays.filter(isComparable).map(({ replayId }) => replayId);
  const [first = ids[0], second] = named?.split(',').filter((id) => id !== '') ?? [];
  return [first, second ?? ids.find((id) => id !== first)];
};

/** The phrases that the server gives reasons in, and the same in Spanish. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/^takes part only in ([AB])$/, 'solo participa en $1'],
  [/^buys at (\S+) in place of (\S+) per kWh/, 'compra a $1 en lugar de $2 por kWh'],
  [/^sells at (\S+) in place of (\S+) per kWh/, 'vende a $1 en lugar de $2 por kWh'],
  [/^buys (.+) in place of (.+)$/, 'compra $1 en lugar de $2'],
  [/^sells (.+) in place of (.+)$/, 'vende $1 en lugar de $2'],
  [/^generates (.+) in place of (.+)$/, 'genera $1 en lugar de $2'],
];

const TAILS: readonly (readonly [string, string])[] = [
  [', less of it from the grid', ', menos de ello de la red'],
  [', more of it from the grid', ', más de ello de la red'],
];

/** Why somebody wins or loses; a phrase that is not known stays as the server said it. */
export const reasonText = (reason: string, language: Language): string => {
  if (language === 'en') return reason;
  const said = PHRASES.find(([phrase]) => phrase.test(reason));
  if (said === undefined) return reason;
  const told = reason.replace(said[0], said[1]);
  return decimalCommas(TAILS.reduce((text, [tail, spanish]) => text.replace(tail, spanish), told));
};

/** `1,234.5` as Spanish writes it. */
const decimalCommas = (text: string): string =>
  text.replace(/\d[\d,]*\.?\d*/g, (number) =>
    number.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.')),
  );
