import { Link } from "react-router";
import { Badge } from "@/ui/Badge";
import { formatMoney, isZero, plural } from "@/ui/format";
import { Card } from "@/ui/Page";
import { type Column, Table } from "@/ui/Table";
import type { Order } from "./words";

type Line = Order["lines"][number];

export function OrderLines({ order }: { order: Order }) {
  return (
    <Card title={plural(order.lines.length, "line")} flush>
      <Table label="Lines" columns={COLUMNS} rows={order.lines} keyOf={(line) => line.externalId} />
      {order.shippingLines.length > 0 && (
        <ul className="border-t border-line px-4 py-2 text-[13px] text-ink-soft">
          {order.shippingLines.map((shipping) => (
            <li key={shipping.code + shipping.title} className="flex justify-between gap-4 py-0.5">
              <span>Shipping: {shipping.title || shipping.code}</span>
              <span className="tabular-nums">{formatMoney(shipping.price)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

const COLUMNS: Column<Line>[] = [
  {
    header: "Item",
    lead: true,
    cell: (line) => (
      <div className="min-w-0">
        <p className="[overflow-wrap:anywhere]">{line.title}</p>
        {Object.entries(line.properties).map(([name, value]) => (
          <p key={name} className="text-[13px] font-normal text-ink-soft [overflow-wrap:anywhere]">
            {name}: {value}
          </p>
        ))}
      </div>
    ),
  },
  {
    header: "SKU",
    cell: (line) =>
      line.sku ? (
        <Link
          className="font-mono text-[13px] text-accent-ink hover:underline"
          to={`/inventory/item?sku=${encodeURIComponent(line.sku)}`}
        >
          {line.sku}
        </Link>
      ) : (
        <Badge tone="warn">No SKU</Badge>
      ),
  },
  { header: "Stock", cell: (line) => <Allocation line={line} /> },
  { header: "Quantity", align: "right", cell: (line) => line.quantity },
  { header: "Price", align: "right", wide: true, cell: (line) => formatMoney(line.unitPrice) },
  {
    header: "Discount",
    align: "right",
    wide: true,
    cell: (line) => (isZero(line.discount) ? "–" : formatMoney(line.discount)),
  },
  { header: "Total", align: "right", cell: (line) => formatMoney(line.total) },
];

/** Whether stock is set aside for the line. */
function Allocation({ line }: { line: Line }) {
  if (line.fulfilledBy === "CHANNEL") {
    return <Badge>Sent by the channel</Badge>;
  }
  if (!line.requiresShipping) {
    return <Badge>Nothing to ship</Badge>;
  }
  if (line.fulfillableQuantity === 0) {
    return <Badge>Done</Badge>;
  }
  if (line.allocatedQuantity >= line.fulfillableQuantity) {
    return <Badge tone="good">{line.allocatedQuantity} reserved</Badge>;
  }
  return (
    <Badge tone={line.allocatedQuantity > 0 ? "warn" : "bad"}>
      {line.allocatedQuantity} of {line.fulfillableQuantity} reserved
    </Badge>
  );
}
