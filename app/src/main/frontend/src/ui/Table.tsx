import type { ReactNode } from "react";
import { cx } from "./cx";

export interface Column<T> {
  /** Empty for what needs no heading, like buttons. */
  header: string;
  cell: (row: T) => ReactNode;
  align?: "right";
  /** On a phone: stands at the card's head, without its heading. */
  lead?: boolean;
  /** Left out on a phone. */
  wide?: boolean;
  className?: string;
}

/** A table on wide screens; on a phone each row is a card, with the column's heading before each value. */
export function Table<T>({
  label,
  columns,
  rows,
  keyOf,
  faded,
}: {
  label: string;
  columns: Column<T>[];
  rows: T[];
  keyOf: (row: T) => string;
  /** While the next rows are on their way. */
  faded?: boolean;
}) {
  return (
    // roles are spelt out since a table that is laid out as blocks is none for some screen readers
    <div className="sm:overflow-x-auto">
      {/* biome-ignore-start lint/a11y/noRedundantRoles: see above */}
      <table
        aria-label={label}
        role="table"
        aria-busy={faded || undefined}
        className={cx("w-full text-sm transition-opacity max-sm:block", faded && "opacity-60")}
      >
        <thead role="rowgroup" className="max-sm:sr-only">
          <tr role="row" className="border-b border-line text-left text-xs text-ink-soft">
            {columns.map((column) => (
              <th
                key={column.header}
                role="columnheader"
                scope="col"
                className={cx(
                  "px-3 py-2 font-medium whitespace-nowrap first:pl-4 last:pr-4",
                  column.align === "right" && "text-right",
                )}
              >
                {column.header || <span className="sr-only">Actions</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="divide-y divide-line max-sm:block">
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              role="row"
              className="relative hover:bg-sunken/60 max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-4 max-sm:gap-y-1 max-sm:px-4 max-sm:py-3"
            >
              {columns.map((column) => (
                <td
                  key={column.header}
                  role="cell"
                  className={cx(
                    "align-middle sm:px-3 sm:py-2 sm:first:pl-4 sm:last:pr-4",
                    column.align === "right" && "tabular-nums sm:text-right",
                    column.lead && "max-sm:w-full max-sm:font-medium",
                    column.wide && "max-sm:hidden",
                    column.className,
                  )}
                >
                  {!column.lead && column.header && (
                    <span aria-hidden className="mr-1 text-xs text-ink-soft sm:hidden">
                      {column.header}
                    </span>
                  )}
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {/* biome-ignore-end lint/a11y/noRedundantRoles: see above */}
    </div>
  );
}
