import type { BilledWindow, BillChange, ReadingChange, SettlementDryRun } from '@trueque/contracts';
import { useState } from 'react';
import { useAnswer } from '../../api/answers';
import { Answered } from '../../parts/states';
import { AllWell, TableCard } from '../../parts/table-card';
import { type Column, figures } from '../../parts/table-columns';
import { type Tile, Tiles } from '../../parts/tiles';
import { useChosen } from '../../shell/market';
import { Select } from '../../shell/select';
import { type Format, useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { wordOf } from '../../words/words';
import { daysOf, dryRunSums, windowsToTry } from './dry-run-windows';
import { runsWords } from './words';

type Words = (typeof runsWords)['en'];

/** What another settlement run would change: counted when somebody asks, for a large market takes long. */
export const DryRun = () => {
  const words = useWords(runsWords);
  const { path, period } = useChosen();
  const billed = useAnswer<{ items: readonly BilledWindow[] }>(`${path}/billed-windows`);
  const windows = windowsToTry(billed.data?.items ?? [], period);
  const [named, choose] = useState<string>();
  const chosen = windows.find((it) => daysOf(it) === named) ?? windows[0];
  const dryRun = chosen && `${path}/settlement-runs/${chosen.from}/${chosen.to}/dry-run`;
  const [asked, ask] = useState<string>();
  return (
    <div className="stack" id="dry-run">
      <div className="case-tools">
        <h2>{words.dryRun}</h2>
        <Select
          id="dry-run-window"
          label={words.dryRunOf}
          value={chosen === undefined ? '' : daysOf(chosen)}
          choices={windows.map((it) => ({ value: daysOf(it), label: daysOf(it) }))}
          onChoose={choose}
        />
        <button
          type="button"
          id="dry-run-ask"
          // Until the billed windows are known, the first one would be another than is meant.
          disabled={billed.isPending}
          onClick={() => ask(dryRun)}
        >
          {words.dryRunAsk}
        </button>
      </div>
      {asked === undefined || asked !== dryRun ? null : <Counted path={asked} />}
    </div>
  );
};

const Counted = ({ path }: { readonly path: string }) => (
  <Answered answer={useAnswer<SettlementDryRun>(path, {}, { keep: false })} height={260}>
    {(data) => <Changes dryRun={data} />}
  </Answered>
);

const Changes = ({ dryRun }: { readonly dryRun: SettlementDryRun }) => {
  const words = useWords(runsWords);
  const format = useFormat();
  return (
    <div className="stack">
      <Tiles tiles={changeTiles(dryRun, words, format)} />
      <TableCard<BillChange>
        id="bill-changes"
        title={words.billChanges}
        note={words.billChangesNote}
        columns={billColumns(dryRun, words, format)}
        rows={dryRun.bills.filter(({ differenceMinor }) => differenceMinor !== 0)}
        keyOf={({ account }) => account}
        empty={<AllWell text={words.noBillChanges} />}
      />
      <TableCard<ReadingChange>
        id="reading-changes"
        title={words.readingChanges}
        note={words.readingChangesNote}
        columns={readingColumns(words, format)}
        rows={dryRun.readings}
        keyOf={(it) => `${it.peerId} ${it.date} ${it.auctionId ?? ''} ${it.direction}`}
        empty={<AllWell text={words.noReadingChanges} />}
      />
    </div>
  );
};

const moneyOf =
  ({ minorDigits }: SettlementDryRun, { money }: Format) =>
  (minor: number) =>
    money(BigInt(minor) * 10n ** BigInt(9 - minorDigits));

const changeTiles = (dryRun: SettlementDryRun, words: Words, format: Format): readonly Tile[] => {
  const { standing, kind, latest, causes } = dryRun;
  const { bills, more, less } = dryRunSums(dryRun);
  const tell = moneyOf(dryRun, format);
  const named = causes.map((cause) =>
    words.cause(wordOf(words.causeKinds, cause.kind), cause.name, words.causeChanges[cause.change]),
  );
  return [
    {
      ...{ name: words.standing, figure: words.standings[standing] },
      aside: latest === null ? undefined : latest.runId,
    },
    {
      name: words.nextRun,
      figure: wordOf(words.windowKinds, kind),
      aside: named.slice(0, 3).join(' · '),
    },
    { name: words.billsChanged, figure: format.whole(bills) },
    { name: words.moneyMoved, figure: tell(more), aside: words.lessAside(tell(less)) },
  ];
};

const billColumns = (
  dryRun: SettlementDryRun,
  words: Words,
  format: Format,
): readonly Column<BillChange>[] => {
  const scale = 10 ** dryRun.minorDigits;
  const tell = moneyOf(dryRun, format);
  const column = (head: string, read: (bill: BillChange) => number | null) =>
    figures<BillChange>(
      `${head}, ${dryRun.currency}`,
      (bill) => {
        const minor = read(bill);
        return minor === null ? null : minor / scale;
      },
      (value) => tell(Math.round(value * scale)),
    );
  const measured = ({ readingsAfter }: BillChange) => readingsAfter.measured;
  return [
    { head: words.account, text: ({ account }) => account },
    column(words.before, ({ beforeMinor }) => beforeMinor),
    column(words.after, ({ afterMinor }) => afterMinor),
    column(words.difference, ({ differenceMinor }) => differenceMinor),
    figures(words.measured, measured, format.whole),
  ];
};

const readingColumns = (words: Words, format: Format): readonly Column<ReadingChange>[] => {
  const kwh = (value: number) => format.decimal(value, 3);
  return [
    { head: words.peer, text: ({ peerId }) => peerId },
    { head: words.day, text: ({ date }) => date },
    {
      head: words.direction,
      text: (it) => words.directions[it.direction],
      raw: (it) => it.direction,
    },
    figures(words.periods, ({ periods }) => periods, format.whole),
    figures(
      `${words.before}, kWh`,
      ({ beforeWh }) => (beforeWh === null ? null : beforeWh / 1000),
      kwh,
    ),
    figures(`${words.after}, kWh`, ({ afterWh }) => afterWh / 1000, kwh),
    {
      head: words.quality,
      text: (it) => `${words[it.qualityBefore]} → ${words[it.qualityAfter]}`.toLowerCase(),
      raw: ({ qualityAfter }) => qualityAfter,
    },
  ];
};
