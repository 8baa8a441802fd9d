import type { AnsweredPeer, AnsweredPeriod, CaseFile, ClearingAnswer } from '@trueque/contracts';
import { plainNumber, type TextColumn, textTable } from '../terminal/text-table.js';

/** Periods that are written out one by one; longer horizons are summed up. */
const PERIODS_WRITTEN = 3;

/** A clearing as a person reads it in a terminal. */
export const answerText = (file: CaseFile, answer: ClearingAnswer): string =>
  answer.status === 'infeasible'
    ? infeasibleText(answer)
    : [
        headline(file, answer),
        ...(answer.periods.length <= PERIODS_WRITTEN
          ? answer.periods.map((period) => periodText(file, period))
          : [horizonText(file, answer)]),
        proof(answer),
      ].join('\n\n');

const infeasibleText = (answer: ClearingAnswer): string =>
  [
    `${answer.case}: infeasible. Not everything that must be served or generated can be:`,
    ...(answer.explanation ?? []).map(
      ({ community, message, period }) => `  ${community} ${period}: ${message}`,
    ),
    'Raise a limit, add supply, or let load be curtailed: "shortage": {"curtailAt": value}.',
  ].join('\n');

const headline = ({ currency }: CaseFile, { case: name, objective }: ClearingAnswer): string =>
  `${name}: optimal, objective ${plainNumber(objective ?? 0, 9)} ${currency}`;

const proof = ({
  certificate,
  engine,
  judge,
  resultHash,
  solver,
  timing,
}: ClearingAnswer): string =>
  [
    `engine ${engine}, ${solver.name} ${solver.version}; ` +
      `built ${timing.buildMs} ms, solved ${timing.solveMs} ms, in all ${timing.totalMs} ms`,
    `proof: primal ${certificate.primalInfeasibility.toExponential(1)}, ` +
      `dual ${certificate.dualInfeasibility.toExponential(1)}, gap ${certificate.gap.toExponential(1)}`,
    ...(judge === undefined ? [] : [`judge: ${judge.verdict}, ${judge.detail}`]),
    `result ${resultHash}`,
  ].join('\n');

const PEER_COLUMNS: readonly TextColumn<AnsweredPeer>[] = [
  { title: 'peer', cell: ({ id }) => id },
  { title: 'generation', cell: ({ generation }) => generation },
  { title: 'imports', cell: ({ imports }) => imports },
  { title: 'exports', cell: ({ exports }) => exports },
  { title: 'charge', cell: ({ charge }) => charge },
  { title: 'discharge', cell: ({ discharge }) => discharge },
  { title: 'stored kWh', cell: ({ stored }) => stored },
  { title: 'load', cell: ({ load }) => load },
  { title: 'served', cell: ({ served }) => served },
];

const periodText = (file: CaseFile, period: AnsweredPeriod): string =>
  [
    `${period.start} (${file.mtu})`,
    section(`prices, ${file.currency}/kWh`, priceTable(period)),
    section('peers, kW', textTable(columnsInUse(period.peers), period.peers)),
    section(
      `trades, kWh at ${file.currency}/kWh`,
      textTable(
        [
          { title: 'seller', cell: ({ seller }) => seller },
          { title: 'buyer', cell: ({ buyer }) => buyer },
          { title: 'energy', cell: ({ energy }) => energy },
          { title: 'price', cell: ({ price }) => price, digits: 6 },
          { title: 'contract', cell: ({ contract }) => contract ?? '' },
        ],
        period.trades,
      ),
    ),
    section(
      'between communities, kWh',
      textTable(
        [
          { title: 'from', cell: ({ from }) => from },
          { title: 'to', cell: ({ to }) => to },
          { title: 'energy', cell: ({ energy }) => energy },
        ],
        period.flows,
      ),
    ),
  ]
    .filter((text) => text !== '')
    .join('\n\n');

/** A heading and its table; nothing where there are no rows. */
const section = (title: string, table: string): string =>
  table.includes('\n') ? `${title}\n${table}` : '';

/** Storage columns are for markets that store. */
const columnsInUse = (peers: readonly AnsweredPeer[]): readonly TextColumn<AnsweredPeer>[] => {
  const stores = peers.some(({ charge, discharge, stored }) => charge + discharge + stored > 0);
  return PEER_COLUMNS.filter(({ title }) => stores || !/charge|stored/.test(title));
};

const priceTable = ({ priceBounds, prices }: AnsweredPeriod): string =>
  textTable(
    [
      { title: 'community', cell: ([id]) => id },
      { title: 'price', cell: ([, price]) => price, digits: 6 },
      { title: 'least', cell: ([id]) => priceBounds[id]?.[0] ?? 0, digits: 6 },
      { title: 'greatest', cell: ([id]) => priceBounds[id]?.[1] ?? 0, digits: 6 },
    ],
    Object.entries(prices),
  );

/** Many periods: a line each, and what every peer did over all of them. */
const horizonText = (file: CaseFile, { periods }: ClearingAnswer): string => {
  const communities = Object.keys(periods[0]?.prices ?? {});
  return [
    section(
      `${periods.length} periods of ${file.mtu}; traded kWh and prices in ${file.currency}/kWh`,
      textTable<AnsweredPeriod>(
        [
          { title: 'start', cell: ({ start }) => start },
          { title: 'traded', cell: ({ trades }) => sum(trades.map(({ energy }) => energy)) },
          ...communities.map((id): TextColumn<AnsweredPeriod> => ({
            title: id,
            cell: ({ prices }) => prices[id] ?? 0,
            digits: 6,
          })),
        ],
        periods,
      ),
    ),
    section('peers, mean kW', textTable(columnsInUse(means(periods)), means(periods))),
  ].join('\n\n');
};

const means = (periods: readonly AnsweredPeriod[]): AnsweredPeer[] =>
  (periods.at(-1)?.peers ?? []).map((last, index) => {
    const mean = (read: (peer: AnsweredPeer) => number): number =>
      sum(periods.flatMap(({ peers }) => peers[index] ?? []).map(read)) / periods.length;
    return {
      id: last.id,
      generation: mean(({ generation }) => generation),
      imports: mean(({ imports }) => imports),
      exports: mean(({ exports }) => exports),
      charge: mean(({ charge }) => charge),
      discharge: mean(({ discharge }) => discharge),
      stored: last.stored,
      load: mean(({ load }) => load),
      served: mean(({ served }) => served),
    };
  });

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
