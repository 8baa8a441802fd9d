import type { BillLine, PeerBill } from '@trueque/contracts';
import { useState } from 'react';
import { DataTable } from '../../parts/data-table';
import type { Column } from '../../parts/table-columns';
import { type Format, useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { LinePeriods } from './line-periods';
import { billWords } from './words';

type Words = (typeof billWords)['en'];

export const kindName = (words: Words, kind: string): string =>
  words.kinds[kind as keyof Words['kinds']] ?? kind;

/** Lines of the bill by kind and other side; one that is pressed opens to its periods. */
export const BillLines = ({ bill }: { readonly bill: PeerBill }) => {
  const words = useWords(billWords);
  const format = useFormat();
  const [opened, open] = useState<BillLine>();
  const keyOf = ({ kind, counterpartyKind }: BillLine) => `${kind} ${counterpartyKind}`;
  return (
    <section className="card" id="bill-lines" aria-labelledby="bill-lines-title">
      <header className="card-head">
        <div>
          <h2 id="bill-lines-title">{words.lines}</h2>
          <p className="note">{words.linesNote}</p>
        </div>
      </header>
      <DataTable
        caption={words.lines}
        columns={lineColumns(words, format)}
        rows={bill.lines}
        keyOf={keyOf}
        onSelect={open}
        selected={opened && keyOf(opened)}
      />
      {opened === undefined ? null : <LinePeriods bill={bill} kind={opened.kind} />}
    </section>
  );
};

const lineColumns = (words: Words, format: Format): readonly Column<BillLine>[] => [
  { head: words.line, text: ({ kind }) => kindName(words, kind) },
  { head: words.with, text: ({ counterpartyKind }) => words.sides[counterpartyKind] },
  { head: words.count, numeric: true, text: ({ lines }) => format.whole(lines) },
  {
    head: `${words.energy}, kWh`,
    numeric: true,
    text: ({ energyWh }) => format.decimal(energyWh / 1000, 3),
  },
  {
    head: `${words.amount}, ${format.currency}`,
    numeric: true,
    text: ({ amountNanos }) => format.money(amountNanos),
  },
];
