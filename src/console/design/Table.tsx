import { Fragment, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useWords } from '../words.tsx';
import { Icon } from './Icon.tsx';
import { EmptyState, ErrorState, Skeleton } from './States.tsx';
import './table.css';

/** One column of a table. */
export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** What the column is sorted by; a column without it cannot be sorted. */
  readonly sortValue?: (row: Row) => string | number | undefined | null;
  readonly align?: 'start' | 'end' | 'center';
  /** Unit: any CSS width. */
  readonly width?: string;
};

/** What a table may be. */
export type TableProps<Row> = {
  /** What the table shows, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Undefined while loading. */
  readonly rows: readonly Row[] | undefined;
  readonly rowKey: (row: Row) => string;
  /** Opens a row by click or Enter. */
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly selectedKey?: string | undefined;
  /** Marks a whole row: wrong in red, late in amber, quiet in muted ink. */
  readonly tone?: (row: Row) => 'wrong' | 'late' | 'quiet' | undefined;
  readonly sort?: { readonly key: string; readonly descending?: boolean };
  /** Puts a head over the rows that belong together, as they come; once sorted by a column, or so long that not all is drawn, there are none. */
  readonly groupOf?: (row: Row) => string;
  readonly error?: unknown;
  readonly onRetry?: (() => void) | undefined;
  readonly emptyTitle?: string;
  readonly emptyDetail?: string;
  readonly emptyAction?: ReactNode;
  /** Scrolls inside itself under a sticky head; tables of more than 200 rows always do. Unit: pixels. */
  readonly maximumHeight?: number;
  readonly foot?: ReactNode;
};

const windowAbove = 200;
const spare = 12;

/** Shows rows, dense, sortable, walked by arrow keys; of long tables only the rows in sight are drawn. */
export function Table<Row>({
  label, columns, rows, rowKey, onOpen, selectedKey, tone, sort: firstSort, groupOf, error, onRetry, emptyTitle, emptyDetail, emptyAction, maximumHeight, foot,
}: TableProps<Row>): ReactNode {
  const { t, language } = useWords();
  const [sort, setSort] = useState(firstSort);
  const [currentKey, setCurrentKey] = useState<string | undefined>(undefined);
  const [scroll, setScroll] = useState(0);
  const frame = useRef<HTMLDivElement>(null);
  const focusNext = useRef(false);
  const [rowHeight, setRowHeight] = useState(32);

  const sorted = useMemo(() => {
    const sortValue = columns.find((column) => column.key === sort?.key)?.sortValue;
    if (!rows || !sort || !sortValue) return rows ?? [];
    const collator = new Intl.Collator(language, { numeric: true });
    const sign = sort.descending ? -1 : 1;
    return [...rows].sort((left, right) => {
      const a = sortValue(left);
      const b = sortValue(right);
      if (a === b) return 0;
      if (a === undefined || a === null) return 1;
      if (b === undefined || b === null) return -1;
      return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)));
    });
  }, [rows, sort, columns, language]);

  const windowed = sorted.length > windowAbove;
  const height = maximumHeight ?? (windowed ? 640 : undefined);
  const first = windowed ? Math.max(0, Math.min(Math.floor(scroll / rowHeight) - spare, sorted.length - 1)) : 0;
  const last = windowed ? Math.min(sorted.length, first + Math.ceil((height ?? 640) / rowHeight) + 2 * spare) : sorted.length;
  const found = sorted.findIndex((row) => rowKey(row) === currentKey);
  const current = found === -1 ? 0 : found;

  useEffect(() => {
    const token = frame.current && Number.parseFloat(getComputedStyle(frame.current).getPropertyValue('--row'));
    if (token) setRowHeight(token);
  }, []);

  useEffect(() => {
    if (!focusNext.current) return;
    focusNext.current = false;
    frame.current?.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus();
  });

  const move = (event: KeyboardEvent, place: number): void => {
    const row = sorted[Math.max(0, Math.min(sorted.length - 1, place))];
    if (!row) return;
    event.preventDefault();
    const target = Math.max(0, Math.min(sorted.length - 1, place));
    const box = frame.current;
    if (windowed && box) {
      if (target * rowHeight < box.scrollTop) box.scrollTop = target * rowHeight;
      else if ((target + 2) * rowHeight > box.scrollTop + box.clientHeight) box.scrollTop = (target + 2) * rowHeight - box.clientHeight;
      setScroll(box.scrollTop);
    }
    focusNext.current = true;
    setCurrentKey(rowKey(row));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, row: Row, place: number): void => {
    if (event.target !== event.currentTarget) return;
    const moves: Record<string, number> = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: sorted.length - 1, PageDown: place + 15, PageUp: place - 15 };
    const to = moves[event.key];
    if (to !== undefined) move(event, to);
    else if (event.key === 'Enter' && onOpen) {
      event.preventDefault();
      onOpen(row);
    }
  };

  const body = (): ReactNode => {
    const wide = (content: ReactNode): ReactNode => <tr className="tg-table-wide"><td colSpan={columns.length}>{content}</td></tr>;
    if (error !== undefined && error !== null && rows === undefined) return wide(<ErrorState error={error} onRetry={onRetry} />);
    if (rows === undefined) return wide(<Skeleton lines={5} />);
    if (sorted.length === 0) return wide(<EmptyState title={emptyTitle ?? t('design.emptyTable')} detail={emptyDetail} action={emptyAction} />);
    return sorted.slice(first, last).map((row, offset) => {
      const place = first + offset;
      const key = rowKey(row);
      const group = windowed || sort !== undefined ? undefined : groupOf?.(row);
      const classes = [tone?.(row) && `tg-table-${tone(row)}`, key === selectedKey && 'tg-table-selected', onOpen && 'tg-table-opens'];
      const line = (
        <tr key={key} className={classes.filter(Boolean).join(' ')} tabIndex={place === current ? 0 : -1} aria-rowindex={windowed ? place + 2 : undefined}
          aria-current={key === selectedKey || undefined}
          onFocus={() => setCurrentKey(key)} onKeyDown={(event) => onKeyDown(event, row, place)}
          onClick={onOpen && ((event) => {
            if (!(event.target as HTMLElement).closest('a, button, input, select, label')) onOpen(row);
          })}>
          {columns.map((column) => <td key={column.key} className={column.align && `tg-align-${column.align}`}>{column.cell(row)}</td>)}
        </tr>
      );
      if (group === undefined || (place > 0 && groupOf?.(sorted[place - 1]!) === group)) return line;
      return <Fragment key={key}><tr className="tg-table-group"><th scope="colgroup" colSpan={columns.length}>{group}</th></tr>{line}</Fragment>;
    });
  };

  return (
    <div ref={frame} className={windowed ? 'tg-table-frame tg-table-windowed' : 'tg-table-frame'} style={height === undefined ? undefined : { maxHeight: height }}
      role="region" aria-label={label} tabIndex={height === undefined ? undefined : 0}
      onScroll={windowed ? (event) => setScroll(event.currentTarget.scrollTop) : undefined}>
      <table className="tg-table" aria-label={label} aria-rowcount={windowed ? sorted.length + 1 : undefined} aria-busy={rows === undefined || undefined}>
        <thead>
          <tr>
            {columns.map((column) => {
              const mine = sort?.key === column.key;
              const direction = mine ? (sort.descending ? 'descending' : 'ascending') : undefined;
              return (
                <th key={column.key} scope="col" style={{ width: column.width }} className={column.align && `tg-align-${column.align}`}
                  aria-sort={column.sortValue ? direction ?? 'none' : undefined}>
                  {column.sortValue === undefined ? column.title : (
                    <button type="button" className="tg-table-sort" onClick={() => setSort({ key: column.key, descending: mine && !sort.descending })}>
                      <span>{column.title}</span>
                      {mine && <span className={`tg-sort-${direction}`}><Icon name="chevronDown" size={12} /></span>}
                    </button>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <tr aria-hidden="true" style={{ height: first * rowHeight }}><td colSpan={columns.length} /></tr>}
          {body()}
          {last < sorted.length && <tr aria-hidden="true" style={{ height: (sorted.length - last) * rowHeight }}><td colSpan={columns.length} /></tr>}
        </tbody>
        {foot !== undefined && <tfoot>{foot}</tfoot>}
      </table>
    </div>
  );
}
