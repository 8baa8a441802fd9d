import type { EventDetail, PeerBill } from '@trueque/contracts';
import { useState } from 'react';
import { useAnswer } from '../../api/answers';
import type { Page } from '../../api/pages';
import type { StatementLineRow } from '../../api/rows';
import { exactMoney } from '../../format/numbers';
import { DataTable } from '../../parts/data-table';
import { EventData } from '../../parts/event-data';
import { Answered } from '../../parts/states';
import { Select } from '../../shell/select';
import { useChosen } from '../../shell/market';
import { type Format, useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { billWords } from './words';

interface LinePeriodsProps {
  readonly bill: PeerBill;
  readonly kind: string;
}

/** Period by period what a line is made of, one auction at a time, down to the event. */
export const LinePeriods = ({ bill, kind }: LinePeriodsProps) => {
  const words = useWords(billWords);
  const auctions = [...new Set(bill.runs.map(({ auctionId }) => auctionId))];
  const [auctionId = '', choose] = useState(auctions[0]);
  return (
    <div className="drill">
      <Select
        id="line-auction"
        label={words.auction}
        value={auctionId}
        choices={auctions.map((id) => ({ value: id, label: id }))}
        onChoose={choose}
      />
      <AuctionLines key={auctionId} peerId={bill.peerId} auctionId={auctionId} kind={kind} />
    </div>
  );
};

interface AuctionLinesProps {
  readonly peerId: string;
  readonly auctionId: string;
  readonly kind: string;
}

const AuctionLines = ({ peerId, auctionId, kind }: AuctionLinesProps) => {
  const words = useWords(billWords);
  const format = useFormat();
  const { path } = useChosen();
  const [line, setLine] = useState<StatementLineRow>();
  const lines = useAnswer<Page<StatementLineRow>>(
    `${path}/auctions/${encodeURIComponent(auctionId)}/statements/${encodeURIComponent(peerId)}/lines`,
    { limit: 1000 },
  );
  return (
    <>
      <p className="note">{words.periodsNote(auctionId)}</p>
      <Answered answer={lines} height={200}>
        {({ items }) => (
          <DataTable
            caption={words.periods}
            columns={periodColumns(words, format)}
            rows={items.filter((item) => item.kind === kind)}
            keyOf={(item) => String(item.line)}
            onSelect={setLine}
            selected={line && String(line.line)}
          />
        )}
      </Answered>
      {line === undefined ? null : <CauseOf line={line} />}
    </>
  );
};

const periodColumns = (words: (typeof billWords)['en'], format: Format) => [
  { head: words.start, text: ({ start }: StatementLineRow) => format.dateTime(start) },
  { head: words.counterparty, text: ({ counterparty }: StatementLineRow) => counterparty },
  {
    head: `${words.energy}, kWh`,
    numeric: true,
    text: ({ energyWh }: StatementLineRow) => format.decimal(energyWh / 1000, 3),
  },
  {
    head: `${words.price}, ${format.priceUnit}`,
    numeric: true,
    text: ({ priceMicrosPerKwh }: StatementLineRow) => format.price(priceMicrosPerKwh),
  },
  {
    head: `${words.amount}, ${format.currency}`,
    numeric: true,
    text: ({ amountNanos }: StatementLineRow) => exactMoney(amountNanos),
  },
];

const CauseOf = ({ line }: { readonly line: StatementLineRow }) => {
  const words = useWords(billWords);
  const { path } = useChosen();
  const event = useAnswer<EventDetail>(
    `${path}/auctions/${encodeURIComponent(line.auctionId)}/events/${encodeURIComponent(line.causedBy)}`,
    {},
    { keep: false },
  );
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
