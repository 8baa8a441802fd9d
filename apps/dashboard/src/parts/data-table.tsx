import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useWords } from '../words/language';
import { partWords } from './words';
import type { Column } from './table-columns';

export interface DataTableProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly caption: string;
  readonly keyOf: (row: Row) => string;
  /** Called as the end comes into view, where there is more. */
  readonly onEnd?: (() => void) | undefined;
  /** Rows there are, if more than those that were fetched. */
  readonly total?: number | undefined;
  readonly onSelect?: ((row: Row) => void) | undefined;
  readonly selected?: string | undefined;
}

const ROW_HEIGHT = 37;
const HEIGHT_MAX = 440;

/** A table of any length: only the rows in view are in the page. */
export const DataTable = <Row,>(props: DataTableProps<Row>) => {
  const { columns, rows, caption, total = rows.length } = props;
  const words = useWords(partWords);
  const place = useRef<HTMLDivElement>(null);
  const virtual = useRows(place, props);
  if (rows.length === 0) return <p className="quiet">{words.noRows}</p>;
  const shown = virtual.getVirtualItems();
  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <div className="table-place" ref={place} tabIndex={0} role="region" aria-label={caption}>
      <table aria-rowcount={total + 1}>
        <caption className="unseen">{caption}</caption>
        <Head columns={columns} />
        <tbody>
          <Gap height={before} span={columns.length} />
          {shown.map(({ index }) => (
            <BodyRow key={index} index={index} {...props} />
          ))}
          <Gap height={after} span={columns.length} />
        </tbody>
      </table>
    </div>
  );
};

const useRows = <Row,>(
  place: React.RefObject<HTMLDivElement | null>,
  { rows, onEnd }: DataTableProps<Row>,
) => {
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    initialRect: { width: 800, height: HEIGHT_MAX },
  });
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 5) onEnd?.();
  }, [last, rows.length, onEnd]);
  return virtual;
};

const Head = <Row,>({ columns }: Pick<DataTableProps<Row>, 'columns'>) => (
  <thead>
    <tr>
      {columns.map(({ head, numeric }) => (
        <th key={head} scope="col" className={numeric ? 'numeric' : undefined}>
          {head}
        </th>
      ))}
    </tr>
  </thead>
);

const BodyRow = <Row,>(props: DataTableProps<Row> & { readonly index: number }) => {
  const { columns, rows, index, keyOf, onSelect, selected } = props;
  const row = rows[index];
  if (row === undefined) return null;
  return (
    <tr aria-rowindex={index + 2} data-selected={selected !== undefined && keyOf(row) === selected}>
      {columns.map(({ head, numeric, text }, at) => (
        <td key={head} className={numeric ? 'numeric' : undefined}>
          {at === 0 && onSelect ? (
            <button type="button" className="row-link" onClick={() => onSelect(row)}>
              {text(row)}
            </button>
          ) : (
            text(row)
          )}
        </td>
      ))}
    </tr>
  );
};

const Gap = ({ height, span }: { readonly height: number; readonly span: number }) =>
  height <= 0 ? null : (
    <tr aria-hidden="true" className="gap">
      <td colSpan={span} style={{ height }} />
    </tr>
  );
