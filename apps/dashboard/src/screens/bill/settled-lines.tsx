import type { AuctionDelivery, EventDetail, EventFeed } from '@trueque/contracts';
import { LINE_WORDS } from '@trueque/contracts/words';
import { useState } from 'react';
import { useAnswer } from '../../api/answers';
import { DataTable } from '../../parts/data-table';
import { EventData } from '../../parts/event-data';
import { Answered } from '../../parts/states';
import { TableCard } from '../../parts/table-card';
import { type Column, figures, sums, times } from '../../parts/table-columns';
import { useChosen } from '../../shell/market';
import { type Format, useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { wordOf } from '../../words/words';
import {
  billedNanos,
  isEnergy,
  qualityShares,
  type SettledBill,
  type SettledLine,
} from './settled-bill';
import { billWords } from './words';

interface LinesProps {
  readonly bill: SettledBill;
  readonly path: string;
}

/** Lines of a settled bill; one that is pressed opens to its periods. */
export const SettledLines = ({ bill, path }: LinesProps) => {
  const words = useWords(billWords);
  const format = useFormat();
  const [code, open] = useState<string>();
  return (
    <TableCard<SettledLine>
      id="bill-lines"
      title={words.lines}
      note={words.linesNote}
      columns={lineColumns(bill, words, format)}
      rows={bill.lines}
      keyOf={(line) => line.code}
      onSelect={(line) => open(line.code)}
      selected={code}
    >
      {code === undefined ? null : (
        <Periods key={code} path={`${path}/lines/${encodeURIComponent(code)}`} />
      )}
    </TableCard>
  );
};

const lineColumns = (
  bill: SettledBill,
  words: (typeof billWords)['en'],
  format: Format,
): readonly Column<SettledLine>[] => [
  {
    head: words.line,
    text: (it) => wordOf(LINE_WORDS[format.language].lines, it.code),
    raw: (it) => it.code,
  },
  figures(
    `${words.energy}, kWh`,
    (line) => (isEnergy(line) || line.energyWh !== 0 ? line.energyWh / 1000 : null),
    (kwh) => format.decimal(kwh, 3),
  ),
  {
    head: words.quality,
    text: (line) => qualityText(line, format),
    raw: (line) => line.qualityWh?.measured ?? null,
  },
  sums(
    `${words.amount}, ${format.currency}`,
    ({ amountMinor }) => billedNanos(bill, amountMinor),
    format.money,
  ),
];

/** `measured`, or how much of the energy is what. */
const qualityText = (line: SettledLine, format: Format): string =>
  qualityShares(line)
    .map(([quality, share]) => {
      const word = wordOf(LINE_WORDS[format.language].qualities, quality);
      return share === 1 ? word : `${format.percent(share, 1)} ${word}`;
    })
    .join(', ') || '–';

/** What one period added to a line, as the API answers it. */
interface LinePeriod {
  readonly start: string;
  readonly energyWh: number;
  readonly priceMicrosPerKwh: number;
  readonly quality: string | null;
  readonly causedBy: readonly string[];
}

const keyOf = ({ start, priceMicrosPerKwh, energyWh, causedBy }: LinePeriod): string =>
  `${start} ${priceMicrosPerKwh} ${energyWh} ${causedBy.join(' ')}`;

const Periods = ({ path }: { readonly path: string }) => {
  const words = useWords(billWords);
  const format = useFormat();
  const periods = useAnswer<readonly LinePeriod[]>(path, {}, { keep: false });
  const [period, choose] = useState<LinePeriod>();
  return (
    <div className="drill">
      <Answered answer={periods} height={200}>
        {(rows) => (
          <DataTable
            caption={words.periods}
            columns={periodColumns(words, format)}
            rows={rows}
            keyOf={keyOf}
            onSelect={choose}
            selected={period && keyOf(period)}
          />
        )}
      </Answered>
      {period?.causedBy.map((id) => (
        <Cause key={id} id={id} start={period.start} />
      ))}
    </div>
  );
};

const periodColumns = (
  words: (typeof billWords)['en'],
  format: Format,
): readonly Column<LinePeriod>[] => [
  times(words.start, ({ start }) => start, format.dateTime),
  figures(
    `${words.energy}, kWh`,
    ({ energyWh }) => energyWh / 1000,
    (kwh) => format.decimal(kwh, 3),
  ),
  figures(
    `${words.price}, ${format.priceUnit}`,
    ({ priceMicrosPerKwh }) => priceMicrosPerKwh / 1e6,
    (value) => format.price(value * 1e6),
  ),
  {
    head: words.quality,
    text: ({ quality }) =>
      quality === null ? '–' : wordOf(LINE_WORDS[format.language].qualities, quality),
    raw: ({ quality }) => quality,
  },
];

/** The event that a period rests on: a trade or readings of an auction, or a meter's day. */
const Cause = ({ id, start }: { readonly id: string; readonly start: string }) => {
  const words = useWords(billWords);
  const event = useCause(id, start);
  return (
    <div className="cause">
      <h3>{words.event}</h3>
      <p className="note">{words.eventNote}</p>
      <Answered answer={event} height={160}>
        {(detail) => <EventData event={detail} />}
      </Answered>
    </div>
  );
};

interface Deliveries {
  readonly items: readonly AuctionDelivery[];
}

const METER_TYPES = 'MeterDayRecorded,MeterHistoryRecorded';

const useCause = (id: string, start: string) => {
  const { path } = useChosen();
  const instant = { from: start, to: `${start.slice(0, -1)}.001Z` };
  const { data } = useAnswer<Deliveries>(`${path}/deliveries`, instant, { keep: false });
  const auction = data?.items[0];
  const isMeterDay = data !== undefined && auction === undefined;
  const days = useAnswer<EventFeed>(isMeterDay ? `${path}/events` : undefined, {
    ...{ type: METER_TYPES, id, limit: 1 },
  });
  const position = days.data?.items[0]?.position;
  const known = position === undefined ? undefined : `${path}/events/${position}`;
  const ofAuction =
    auction && `${path}/auctions/${encodeURIComponent(auction.auctionId)}/events/${id}`;
  return useAnswer<EventDetail>(ofAuction ?? known, {}, { keep: false });
};
