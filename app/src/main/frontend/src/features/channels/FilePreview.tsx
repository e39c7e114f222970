import type { Schemas } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { formatDateTime, formatMoney, formatNumber } from "@/ui/format";
import { Card } from "@/ui/Page";
import { Empty } from "@/ui/States";
import { type Column, Table } from "@/ui/Table";

type Preview = Schemas["FilePreviewResponse"];
type Order = Preview["orders"][number];
type Failed = Preview["failures"][number];

/** The first orders that would come of the file. */
export function PreviewOrders({ preview, busy }: { preview: Preview; busy: boolean }) {
  return (
    <Card title="Orders that come of it" flush>
      {preview.orders.length === 0 ? (
        <Empty title="No order yet">Say what the columns mean, and the orders appear here.</Empty>
      ) : (
        <>
          <Table
            label="Orders that come of it"
            rows={preview.orders}
            columns={ORDERS}
            keyOf={(order) => `${order.number}-${order.firstLine}`}
            faded={busy}
          />
          {preview.orderCount > preview.orders.length && (
            <p className="border-t border-line px-4 py-2 text-[13px] text-ink-soft">
              The first {preview.orders.length} of {formatNumber(preview.orderCount)}.
            </p>
          )}
        </>
      )}
    </Card>
  );
}

const ORDERS: Column<Order>[] = [
  { header: "Order", lead: true, cell: (order) => order.number },
  {
    header: "Lines",
    cell: (order) => (order.firstLine === order.lastLine ? order.firstLine : `${order.firstLine}–${order.lastLine}`),
  },
  { header: "Placed", cell: (order) => formatDateTime(order.placedAt) },
  {
    header: "Customer",
    className: "max-w-64",
    cell: (order) => (
      <div className="min-w-0">
        <p className="truncate">{order.customer ?? order.email ?? "–"}</p>
        <p className="truncate text-[13px] text-ink-soft">{order.shipTo ?? "no address"}</p>
      </div>
    ),
  },
  {
    header: "Items",
    cell: (order) => (
      <ul>
        {order.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id of their own, and never move
          <li key={index}>
            {formatNumber(line.quantity)} ×{" "}
            {line.sku ? <code className="font-mono text-[13px]">{line.sku}</code> : line.title}{" "}
            <span className="text-ink-soft">{formatMoney(line.unitPrice)}</span>
          </li>
        ))}
      </ul>
    ),
  },
  { header: "Total", align: "right", cell: (order) => formatMoney(order.total) },
  {
    header: "Flags",
    cell: (order) =>
      order.flags.map((flag) => (
        <Badge key={flag} tone="warn">
          {flag}
        </Badge>
      )),
  },
];

/** Rows that would be left out, each with why. */
export function FailedRows({ preview }: { preview: Preview }) {
  if (preview.failures.length === 0) {
    return null;
  }
  return (
    <Card title="Rows that would be left out" flush>
      <Table
        label="Rows that would be left out"
        rows={preview.failures}
        columns={FAILURES}
        keyOf={(row) => `${row.line}-${row.field}`}
      />
      {preview.failedRows > preview.failures.length && (
        <p className="border-t border-line px-4 py-2 text-[13px] text-ink-soft">
          The first {preview.failures.length} of {formatNumber(preview.failedRows)}.
        </p>
      )}
    </Card>
  );
}

const FAILURES: Column<Failed>[] = [
  { header: "Row", cell: (row) => formatNumber(row.line) },
  { header: "Column", cell: (row) => <code className="font-mono text-[13px]">{row.field || "–"}</code> },
  { header: "What is wrong", lead: true, cell: (row) => row.reason },
  {
    header: "As it stands in the file",
    wide: true,
    className: "max-w-96",
    cell: (row) => <span className="block truncate text-[13px] text-ink-soft">{row.cells.join(" · ")}</span>,
  },
];
