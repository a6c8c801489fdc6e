// biome-ignore-all lint/a11y/noRedundantRoles: stacked on phones, rows and cells are no longer displayed as a table, and some browsers then forget what they are.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface Column<Row> {
  readonly header: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Amounts and counts: to the right, in figures of one width. */
  readonly numeric?: boolean;
  /** Never broken over two lines: folios, dates. */
  readonly tight?: boolean;
  /** The cell that names the row. */
  readonly heading?: boolean;
  /** Where the header leads to sort by it, and how it is sorted now. */
  readonly sort?: { readonly href: string; readonly now?: 'ascending' | 'descending' | undefined };
}

interface Props<Row> {
  readonly caption: string;
  /** When the page's own heading says it already. */
  readonly captionHidden?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey?: (row: Row) => string | number;
  /** On a narrow screen each row becomes a small list; else the table scrolls in its own frame. */
  readonly stack?: boolean;
  /** A last row of sums, one cell for each column. */
  readonly total?: readonly ComponentChildren[];
}

export function Table<Row>({ caption, captionHidden, columns, rows, rowKey, stack, total }: Props<Row>) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable from the keyboard.
    <section class={stack ? 'table-frame table-stack' : 'table-frame'} aria-labelledby={id} tabIndex={0}>
      <table role="table">
        <caption id={id} class={captionHidden ? 'visually-hidden' : undefined}>
          {caption}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <HeaderCell column={column} key={column.header} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr role="row" key={rowKey?.(row)}>
              {columns.map((column) => (
                <BodyCell column={column} key={column.header}>
                  {column.cell(row)}
                </BodyCell>
              ))}
            </tr>
          ))}
        </tbody>
        {total && <Total columns={columns} total={total} />}
      </table>
    </section>
  );
}

function HeaderCell<Row>({ column }: { readonly column: Column<Row> }) {
  const { header, sort } = column;
  return (
    <th
      role="columnheader"
      scope="col"
      class={column.numeric ? 'numeric' : undefined}
      aria-sort={sort ? (sort.now ?? 'none') : undefined}
    >
      {sort ? <a href={sort.href}>{header}</a> : header}
    </th>
  );
}

interface BodyCellProps<Row> {
  readonly column: Column<Row>;
  readonly children: ComponentChildren;
}

function BodyCell<Row>({ column, children }: BodyCellProps<Row>) {
  const look = column.numeric ? 'numeric' : column.tight ? 'tight' : undefined;
  if (column.heading) {
    return (
      <th role="rowheader" scope="row" class={look} data-label={column.header}>
        {children}
      </th>
    );
  }
  return (
    <td role="cell" class={look} data-label={column.header}>
      {children}
    </td>
  );
}

interface TotalProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly total: readonly ComponentChildren[];
}

function Total<Row>({ columns, total }: TotalProps<Row>) {
  return (
    <tfoot role="rowgroup">
      <tr role="row">
        {columns.map((column, index) => (
          <BodyCell column={column} key={column.header}>
            {total[index]}
          </BodyCell>
        ))}
      </tr>
    </tfoot>
  );
}
