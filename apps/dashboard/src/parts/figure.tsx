import { type ReactNode, useState } from 'react';
import { Chart } from '../charts/chart';
import { usePalette } from '../charts/palette';
import type { Option } from '../charts/option';
import { pictureOf } from '../charts/picture';
import { useProvenance } from '../shell/provenance';
import { useLanguage, useWords } from '../words/language';
import { DataTable } from './data-table';
import { download, fileName } from './download';
import { Icon } from './icons';
import { type Column, csvOf } from './table-columns';
import { partWords } from './words';

export interface FigureProps<Row> {
  readonly id: string;
  readonly title: string;
  /** What its numbers are in. */
  readonly unit: string;
  readonly note?: string | undefined;
  readonly option: Option;
  readonly height?: number;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly controls?: ReactNode;
  readonly onSelect?: (name: string, index: number) => void;
  readonly onEnd?: (() => void) | undefined;
  readonly total?: number | undefined;
  /** Where the numbers are of something else than the period's runs. */
  readonly provenance?: { readonly run: string; readonly status: string } | undefined;
}

const HEIGHT = 340;

/** A chart with its table twin, its files, its unit, its run and the status of its prices. */
export const Figure = <Row,>(props: FigureProps<Row>) => {
  const { id, title, unit, note, option, height = HEIGHT, controls, onSelect } = props;
  const words = useWords(partWords);
  const [asTable, setAsTable] = useState(false);
  return (
    <section className="card figure" id={id} aria-labelledby={`${id}-title`}>
      <header className="card-head">
        <div>
          <h2 id={`${id}-title`}>
            {title} <small>{unit}</small>
          </h2>
          {note === undefined ? null : <p className="note">{note}</p>}
        </div>
        <FigureTools {...props} asTable={asTable} onTable={setAsTable} />
      </header>
      {controls === undefined ? null : <div className="figure-controls">{controls}</div>}
      {asTable ? (
        <DataTable caption={words.tableOf(title)} {...tableOf(props)} />
      ) : (
        <Chart
          option={option}
          height={height}
          label={words.chartOf(title)}
          {...(onSelect === undefined ? {} : { onSelect })}
        />
      )}
      <Provenance {...props} />
    </section>
  );
};

const tableOf = <Row,>({ columns, rows, keyOf, onEnd, total }: FigureProps<Row>) => ({
  columns,
  rows,
  keyOf,
  onEnd,
  total,
});

interface ToolProps {
  readonly asTable: boolean;
  readonly onTable: (asTable: boolean) => void;
}

const FigureTools = <Row,>(props: FigureProps<Row> & ToolProps) => {
  const { id, title, asTable, onTable } = props;
  const words = useWords(partWords);
  const files = useFiles(props);
  return (
    <div className="tools" role="group" aria-label={title}>
      <button
        type="button"
        id={`${id}-table`}
        aria-pressed={asTable}
        onClick={() => onTable(!asTable)}
        aria-label={asTable ? `${words.chart}: ${title}` : words.tableOf(title)}
      >
        <Icon name={asTable ? 'chart' : 'table'} />
        {asTable ? words.chart : words.table}
      </button>
      <button type="button" aria-label={words.download(words.csv, title)} onClick={files.csv}>
        <Icon name="download" />
        {words.csv}
      </button>
      <button type="button" aria-label={words.download(words.png, title)} onClick={files.png}>
        <Icon name="picture" />
        {words.png}
      </button>
      <CopyLink id={id} title={title} />
    </div>
  );
};

const useFiles = <Row,>(props: FigureProps<Row>) => {
  const { title, unit, option, height = HEIGHT, columns, rows, provenance } = props;
  const palette = usePalette();
  const language = useLanguage();
  const current = useProvenance();
  const { run, status } = provenance ?? current;
  const name = (ending: string) => fileName(['trueque', run, title], ending);
  return {
    csv: () => download(name('csv'), csvOf(columns, rows), 'text/csv;charset=utf-8'),
    png: () =>
      void pictureOf(option, height, palette, { title, unit, run, status, language }).then((blob) =>
        download(name('png'), blob),
      ),
  };
};

const CopyLink = ({ id, title }: { readonly id: string; readonly title: string }) => {
  const words = useWords(partWords);
  const [copied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard
      ?.writeText(`${window.location.href.split('#')[0]}#${id}`)
      .then(() => setCopied(true));
  return (
    <button
      type="button"
      className="icon-only"
      onClick={copy}
      aria-label={`${copied ? words.copied : words.copyLink}: ${title}`}
      title={copied ? words.copied : words.copyLink}
    >
      <Icon name={copied ? 'check' : 'link'} />
    </button>
  );
};

const Provenance = <Row,>({ provenance }: FigureProps<Row>) => {
  const current = useProvenance();
  const { run, status } = provenance ?? current;
  return (
    <footer className="provenance">
      <span>{run}</span>
      <span>{status}</span>
    </footer>
  );
};
