import type { BillLine, PeerBill } from '@trueque/contracts';
import { LINE_WORDS } from '@trueque/contracts/words';
import { useState } from 'react';
import { TableCard } from '../../parts/table-card';
import { type Column, figures, sums } from '../../parts/table-columns';
import { type Format, useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { wordOf } from '../../words/words';
import { LinePeriods } from './line-periods';
import { billWords } from './words';

type Words = (typeof billWords)['en'];

/** Lines of the bill by kind and other side; one that is pressed opens to its periods. */
export const BillLines = ({ bill }: { readonly bill: PeerBill }) => {
  const words = useWords(billWords);
  const format = useFormat();
  const [opened, open] = useState<BillLine>();
  const keyOf = ({ kind, counterpartyKind }: BillLine) => `${kind} ${counterpartyKind}`;
  return (
    <TableCard
      id="bill-lines"
      title={words.lines}
      note={words.linesNote}
      columns={lineColumns(words, format)}
      rows={bill.lines}
      keyOf={keyOf}
      onSelect={open}
      selected={opened && keyOf(opened)}
    >
      {opened === undefined ? null : (
        <LinePeriods key={keyOf(opened)} bill={bill} kind={opened.kind} />
      )}
    </TableCard>
  );
};

const lineColumns = (words: Words, format: Format): readonly Column<BillLine>[] => [
  {
    head: words.line,
    text: ({ kind }) => wordOf(LINE_WORDS[format.language].lines, kind),
    raw: ({ kind }) => kind,
  },
  {
    head: words.with,
    text: (it) => words.sides[it.counterpartyKind],
    raw: (it) => it.counterpartyKind,
  },
  figures(words.count, ({ lines }) => lines, format.whole),
  figures(
    `${words.energy}, kWh`,
    ({ energyWh }) => energyWh / 1000,
    (kwh) => format.decimal(kwh, 3),
  ),
  sums(`${words.amount}, ${format.currency}`, ({ amountNanos }) => amountNanos, format.money),
];
