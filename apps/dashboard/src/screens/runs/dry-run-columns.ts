import type {
  BillChange,
  CommunityChange,
  ReadingChange,
  SettlementDryRun,
} from '@trueque/contracts';
import { type Column, figures } from '../../parts/table-columns';
import type { Tile } from '../../parts/tiles';
import type { Format } from '../../shell/use-format';
import { wordOf } from '../../words/words';
import type { runsWords } from './words';

interface Telling {
  readonly words: (typeof runsWords)['en'];
  readonly format: Format;
}

type Money = Pick<SettlementDryRun, 'minorDigits' | 'currency'>;

const CAUSES_SHOWN = 3;

/** Whether the last run still holds, what the next one would be, and what it would come to. */
export const dryRunTiles = (dryRun: SettlementDryRun, telling: Telling): readonly Tile[] => {
  const { words, format } = telling;
  const { standing, kind, latest, totals } = dryRun;
  const tell = tellMinor(dryRun, format);
  return [
    {
      ...{ name: words.standing, figure: words.standings[standing] },
      aside: latest === null ? undefined : latest.runId,
    },
    {
      ...{ name: words.nextRun, figure: wordOf(words.windowKinds, kind) },
      aside: causesOf(dryRun, telling),
    },
    { name: words.billsChanged, figure: format.whole(totals.billsChanged) },
    {
      ...{ name: words.paidMore, figure: tell(totals.moreMinor) },
      aside: words.lessAside(tell(totals.lessMinor)),
    },
  ];
};

const causesOf = ({ causes }: SettlementDryRun, { words }: Telling): string =>
  causes
    .slice(0, CAUSES_SHOWN)
    .map(({ kind, name, change }) =>
      words.cause(wordOf(words.causeKinds, kind), name, words.causeChanges[change]),
    )
    .join(' · ');

const tellMinor =
  ({ minorDigits }: Money, { money }: Format) =>
  (minor: number): string =>
    money(BigInt(minor) * 10n ** BigInt(9 - minorDigits));

/** People read amounts as money, programs in units of the currency. */
const amounts = <Row>(
  { minorDigits, currency }: Money,
  { format }: Telling,
  [head, read]: readonly [string, (row: Row) => number | null],
): Column<Row> => {
  const scale = 10 ** minorDigits;
  const tell = tellMinor({ minorDigits, currency }, format);
  return figures<Row>(
    `${head}, ${currency}`,
    (row) => {
      const minor = read(row);
      return minor === null ? null : minor / scale;
    },
    (value) => tell(Math.round(value * scale)),
  );
};

export const billColumns = (money: Money, telling: Telling): readonly Column<BillChange>[] => {
  const { words, format } = telling;
  return [
    { head: words.account, text: ({ account }) => account },
    amounts(money, telling, [words.before, ({ beforeMinor }) => beforeMinor]),
    amounts(money, telling, [words.after, ({ afterMinor }) => afterMinor]),
    amounts(money, telling, [words.difference, ({ differenceMinor }) => differenceMinor]),
    figures(words.measured, ({ readingsAfter }) => readingsAfter.measured, format.whole),
  ];
};

export const communityColumns = (
  money: Money,
  telling: Telling,
): readonly Column<CommunityChange>[] => {
  const { words, format } = telling;
  return [
    {
      head: words.community,
      text: ({ communityId }) => communityId ?? words.noCommunity,
      raw: ({ communityId }) => communityId,
    },
    figures(words.billsChanged, ({ billsChanged }) => billsChanged, format.whole),
    amounts(money, telling, [words.paidMore, ({ moreMinor }) => moreMinor]),
    amounts(money, telling, [words.paidLess, ({ lessMinor }) => lessMinor]),
  ];
};

export const readingColumns = ({ words, format }: Telling): readonly Column<ReadingChange>[] => {
  const kwh = (value: number) => format.decimal(value, 3);
  const before = ({ beforeWh }: ReadingChange) => (beforeWh === null ? null : beforeWh / 1000);
  return [
    { head: words.peer, text: ({ peerId }) => peerId },
    { head: words.day, text: ({ date }) => date },
    {
      head: words.direction,
      text: (it) => words.directions[it.direction],
      raw: (it) => it.direction,
    },
    figures(words.periods, ({ periods }) => periods, format.whole),
    figures(`${words.before}, kWh`, before, kwh),
    figures(`${words.after}, kWh`, ({ afterWh }) => afterWh / 1000, kwh),
    {
      head: words.quality,
      text: (it) => `${words[it.qualityBefore]} → ${words[it.qualityAfter]}`.toLowerCase(),
      raw: ({ qualityAfter }) => qualityAfter,
    },
  ];
};
