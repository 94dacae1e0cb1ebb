// biome-ignore-all lint/a11y/useSemanticElements: rows are CSS grids of one fixed height; a table element loses its role once its display changes
// biome-ignore-all lint/a11y/useFocusableInteractive: the row holds the focus, its cells never do
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import './data-grid.css';

export interface Column<Row> {
  readonly id: string;
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  /** Names the row for a screen reader. */
  readonly names?: boolean;
}

/**
 * A grid with fixed columns whose rows are all of one height in both languages. The focus stays on the row with its
 * key, wherever a refresh puts that row among the others; column widths are in the stylesheet of the screen (`kind`).
 */
export function DataGrid<Row>(props: {
  readonly kind: string;
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly current: string | null;
  readonly onCurrent: (key: string) => void;
  readonly onOpen: (row: Row) => void;
  readonly total?: number;
  readonly marked?: (row: Row) => boolean;
}) {
  const { rows, keyOf, current, onCurrent } = props;
  const body = useRef<HTMLDivElement>(null);
  const stop = rows.some((row) => keyOf(row) === current) ? current : rows[0] === undefined ? null : keyOf(rows[0]);
  const move = (event: KeyboardEvent): void => {
    const at = rows.findIndex((row) => keyOf(row) === stop);
    const to = target(event.key, at, rows.length);
    const row = to === null ? undefined : rows[to];
    if (row === undefined || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    onCurrent(keyOf(row));
    focusRow(body.current, keyOf(row));
  };
  return (
    <div
      role="grid"
      aria-label={props.label}
      aria-rowcount={(props.total ?? rows.length) + 1}
      className="grid"
      data-kind={props.kind}
    >
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className="grid-row grid-head">
          {props.columns.map((column) => (
            <div key={column.id} role="columnheader" className="grid-cell" data-column={column.id}>
              {column.head}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" ref={body}>
        {rows.map((row, index) => (
          <div
            key={keyOf(row)}
            role="row"
            className="grid-row"
            data-row={keyOf(row)}
            data-marked={props.marked?.(row) === true}
            aria-rowindex={index + 2}
            aria-selected={keyOf(row) === stop}
            tabIndex={keyOf(row) === stop ? 0 : -1}
            onFocus={() => onCurrent(keyOf(row))}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && event.target === event.currentTarget && !event.ctrlKey) {
                event.preventDefault();
                event.stopPropagation();
                props.onOpen(row);
              } else move(event);
            }}
          >
            {props.columns.map((column) => (
              <div
                key={column.id}
                role={column.names === true ? 'rowheader' : 'gridcell'}
                className="grid-cell"
                data-column={column.id}
              >
                {column.cell(row)}
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Puts the focus on a row by its key. */
function focusRow(body: HTMLElement | null, key: string): void {
  body?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`)?.focus();
}

/** Where a key leads from row `at` of `count`; letters J and K are the same as the arrows. */
function target(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return Math.min(at + 1, count - 1);
    case 'ArrowUp':
    case 'k':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** Gives the focus back to the grid when the row that held it has left the list. */
export function useKeptFocus(rowKeys: readonly string[], current: string | null): void {
  const was = useRef<string | null>(null);
  useEffect(() => {
    const lost = was.current !== null && !rowKeys.includes(was.current) && document.activeElement === document.body;
    if (lost) document.querySelector<HTMLElement>('.grid [role="row"][tabindex="0"]')?.focus();
    was.current = current;
  }, [rowKeys, current]);
}
