import type { EnergyPoint } from '@trueque/contracts';
import type { Tile } from '../../parts/tiles';
import type { Format } from '../../shell/use-format';
import type { dayWords } from './words';

interface Telling {
  readonly words: (typeof dayWords)['en'];
  readonly format: Format;
}

type Points = readonly EnergyPoint[];

const sum = (points: Points, read: (point: EnergyPoint) => number): number =>
  points.reduce((total, point) => total + read(point), 0);

const split = (text: string): { figure: string; unit: string | undefined } => {
  const [figure = '', unit] = text.split(' ');
  return { figure, unit };
};

/** The period in four figures, each beside its comparison where there is one. */
export const dayTiles = (
  points: Points,
  compared: Points | undefined,
  { words, format }: Telling,
): readonly Tile[] => {
  const served = sum(points, ({ servedWh }) => servedWh);
  const generated = sum(points, ({ generationWh }) => generationWh);
  const discharged = sum(points, ({ dischargeWh }) => dischargeWh);
  const peak = points.toSorted((one, other) => other.servedWh - one.servedWh)[0];
  const share = (wh: number) => words.ofUse(format.percent(served === 0 ? 0 : wh / served));
  return [
    {
      ...{ name: words.served, ...split(format.energy(served)) },
      aside: differenceOf(served, compared && sum(compared, ({ servedWh }) => servedWh), {
        words,
        format,
      }),
    },
    {
      ...{ name: words.own, ...split(format.energy(generated)), tone: 'community' },
      aside: share(generated),
    },
    {
      ...{ name: words.storage, ...split(format.energy(discharged)), tone: 'storage' },
      aside: share(discharged),
    },
    {
      ...{ name: words.peak, ...split(format.energy(peak?.servedWh ?? 0)) },
      aside: peak === undefined ? undefined : words.at(format.dateTime(peak.start)),
    },
    priceTile(points, compared, { words, format }),
  ];
};

const priceTile = (points: Points, compared: Points | undefined, telling: Telling): Tile => {
  const { words, format } = telling;
  const mean = meanPrice(points);
  return {
    ...{ name: words.meanPrice, figure: format.price(mean), unit: format.priceUnit },
    tone: 'network',
    aside: differenceOf(mean ?? 0, compared && (meanPrice(compared) ?? undefined), telling),
  };
};

/** By energy used: what a kWh cost on average. */
export const meanPrice = (points: Points): number | null => {
  const priced = points.filter(({ priceMicrosPerKwh }) => priceMicrosPerKwh !== null);
  const weight = sum(priced, ({ servedWh }) => servedWh);
  if (weight === 0) return null;
  return (
    sum(priced, ({ priceMicrosPerKwh, servedWh }) => (priceMicrosPerKwh ?? 0) * servedWh) / weight
  );
};

const differenceOf = (
  value: number,
  compared: number | undefined,
  { words, format }: Telling,
): string | undefined => {
  if (compared === undefined || compared === 0) return undefined;
  const share = value / compared - 1;
  return words.difference(`${share >= 0 ? '+' : ''}${format.percent(share, 1)}`);
};
