import type { ReactNode } from 'react';
import { useProvenance } from '../shell/provenance';
import { useWords } from '../words/language';
import { DataTable, type DataTableProps } from './data-table';
import { download, fileName } from './download';
import { Icon } from './icons';
import { csvOf } from './table-columns';
import { partWords } from './words';

interface TableCardProps<Row> extends Omit<DataTableProps<Row>, 'caption'> {
  readonly id: string;
  readonly title: string;
  /** What its numbers are in. */
  readonly unit?: string;
  readonly note?: string | undefined;
  /** Choices beside the title. */
  readonly controls?: ReactNode;
  /** Between the head and the table. */
  readonly filters?: ReactNode;
  /** In place of the table where there are no rows; a sentence. */
  readonly empty?: ReactNode;
  /** Where the table shows some of many: gathers all of them for the file. */
  readonly allRows?: (() => Promise<readonly Row[]>) | undefined;
  readonly children?: ReactNode;
}

/** A table that stands alone, with its file. */
export const TableCard = <Row,>(props: TableCardProps<Row>) => {
  const { id, title, unit, note, controls, filters, empty, children, ...table } = props;
  return (
    <section className="card" id={id} aria-labelledby={`${id}-title`}>
      <header className="card-head">
        <div>
          <h2 id={`${id}-title`}>
            {title} {unit === undefined ? null : <small>{unit}</small>}
          </h2>
          {note === undefined ? null : <p className="note">{note}</p>}
        </div>
        <div className="card-tools">
          {controls}
          {table.rows.length === 0 ? null : <CsvButton {...props} />}
        </div>
      </header>
      {filters}
      {table.rows.length === 0 && empty !== undefined ? (
        empty
      ) : (
        <DataTable {...table} caption={title} />
      )}
      {children}
    </section>
  );
};

const CsvButton = <Row,>({ title, columns, rows, allRows }: TableCardProps<Row>) => {
  const words = useWords(partWords);
  const { run } = useProvenance();
  const save = async () => {
    const all = allRows === undefined ? rows : await allRows();
    const name = fileName(['trueque', run, title], 'csv');
    download(name, csvOf(columns, all), 'text/csv;charset=utf-8');
  };
  return (
    <div className="tools">
      <button
        type="button"
        aria-label={words.download(words.csv, title)}
        onClick={() => void save()}
      >
        <Icon name="download" />
        {words.csv}
      </button>
    </div>
  );
};

/** A sentence that nothing is amiss. */
export const AllWell = ({ text }: { readonly text: string }) => (
  <p className="all-well">
    <Icon name="check" /> {text}
  </p>
);
