import { useQuery } from "@tanstack/react-query";
import { Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { api, ask } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { cx } from "@/ui/cx";
import { Fact, Facts } from "@/ui/Facts";
import { formatMoney, isZero } from "@/ui/format";
import { Card, Page } from "@/ui/Page";
import { ErrorState, LoadingRows } from "@/ui/States";
import { Moment } from "@/ui/Time";
import { useChannelNames } from "../channels/useConnections";
import { AddressCard } from "./AddressCard";
import { OrderActions } from "./OrderActions";
import { OrderLines } from "./OrderLines";
import { RawPayload } from "./RawPayload";
import { Refunds } from "./Refunds";
import { ShipGroups } from "./ShipGroups";
import { Shipments } from "./Shipments";
import { Timeline } from "./Timeline";
import { FLAGS, type FlagCode, type Order, PAYMENTS, STATUSES } from "./words";

/** Flags that end when the channel's item is mapped to a product. */
const UNKNOWN: FlagCode[] = ["UNMAPPED_SKU", "MISSING_SKU"];

export function OrderPage() {
  const { id = "" } = useParams();
  const order = useQuery({
    queryKey: ["orders", "one", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/orders/{id}", { params: { path: { id } }, signal })),
    refetchInterval: 15_000,
  });
  const back = { to: "/orders", label: "Orders" };
  if (order.isPending) {
    return (
      <Page title="Order" back={back}>
        <Card flush>
          <LoadingRows label="Loading the order…" />
        </Card>
      </Page>
    );
  }
  if (order.isError && !order.data) {
    return (
      <Page title="Order" back={back}>
        <Card>
          <ErrorState error={order.error} onRetry={() => void order.refetch()} />
        </Card>
      </Page>
    );
  }
  return <OrderDetails order={order.data} back={back} />;
}

function OrderDetails({ order, back }: { order: Order; back: { to: string; label: string } }) {
  const channel = useChannelNames().get(order.connectionId) ?? order.channel;
  const name = order.number || order.externalId;
  return (
    <Page
      title={`Order ${name}`}
      back={back}
      heading={
        <span className="flex flex-wrap items-center gap-2">
          Order {name}
          <Badge tone={STATUSES[order.status].tone}>{STATUSES[order.status].label}</Badge>
          <Badge tone={PAYMENTS[order.financialStatus].tone}>{PAYMENTS[order.financialStatus].label}</Badge>
          {order.test && <Badge tone="info">Test</Badge>}
        </span>
      }
      lead={
        <>
          {channel} · placed <Moment time={order.placedAt} />
        </>
      }
      actions={<OrderActions order={order} />}
    >
      <Notices order={order} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <OrderLines order={order} />
          <ShipGroups order={order} />
          <Shipments order={order} />
          <Refunds order={order} />
          <Timeline orderId={order.id} version={order.version} />
          <RawPayload orderId={order.id} version={order.version} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Totals order={order} />
          <AddressCard order={order} />
          <Customer order={order} />
          <More order={order} />
        </div>
      </div>
    </Page>
  );
}

/** What holds the order and what looks odd, with what to do about it. */
function Notices({ order }: { order: Order }) {
  if (order.heldBy.length === 0 && order.flags.length === 0 && !order.ignoredBecause) {
    return null;
  }
  return (
    <ul className="flex flex-col gap-2">
      {order.ignoredBecause && (
        <Notice
          tone="info"
          title="Left aside"
          text={order.ignoredBecause}
          hint="The channel's filter does not take it in: no stock is reserved. Take it in if it is yours to ship."
        />
      )}
      {order.heldBy.map((reason) => (
        <Notice key={reason} tone="warn" title="On hold" text={reason} />
      ))}
      {order.flags.map((flag) => (
        <Notice
          key={flag.code + flag.detail}
          tone={FLAGS[flag.code].tone === "info" ? "info" : "warn"}
          title={FLAGS[flag.code].label}
          text={flag.detail}
          hint={FLAGS[flag.code].hint}
        >
          {UNKNOWN.includes(flag.code) && (
            <Link className="text-accent-ink underline" to={`/channels/${order.connectionId}?tab=items`}>
              Say which product it is
            </Link>
          )}
        </Notice>
      ))}
    </ul>
  );
}

function Notice({
  tone,
  title,
  text,
  hint,
  children,
}: {
  tone: "warn" | "info";
  title: string;
  text: string;
  hint?: string;
  /** What can be done about it. */
  children?: ReactNode;
}) {
  const Icon = tone === "warn" ? TriangleAlert : Info;
  return (
    <li className={cx("flex gap-2.5 rounded-md px-3 py-2 text-sm", tone === "warn" ? "bg-warn-soft" : "bg-info-soft")}>
      <Icon aria-hidden className={cx("mt-0.5 size-4 shrink-0", tone === "warn" ? "text-warn" : "text-info")} />
      <div className="min-w-0">
        <p className="[overflow-wrap:anywhere]">
          <strong className="font-semibold">{title}.</strong> {text}
        </p>
        {hint && <p className="text-ink-soft">{hint}</p>}
        {children}
      </div>
    </li>
  );
}

function Totals({ order }: { order: Order }) {
  const { totals } = order;
  return (
    <Card title="Total">
      <dl className="flex flex-col gap-1.5 text-sm tabular-nums [&>div]:flex [&>div]:justify-between [&>div]:gap-4">
        <div>
          <dt className="text-ink-soft">Items</dt>
          <dd>{formatMoney(totals.lines)}</dd>
        </div>
        {!isZero(totals.discounts) && (
          <div>
            <dt className="text-ink-soft">Discounts</dt>
            <dd>{formatMoney(totals.discounts)}</dd>
          </div>
        )}
        <div>
          <dt className="text-ink-soft">Shipping</dt>
          <dd>{formatMoney(totals.shipping)}</dd>
        </div>
        <div>
          <dt className="text-ink-soft">{order.taxesIncluded ? "Tax, included" : "Tax"}</dt>
          <dd>{formatMoney(totals.tax)}</dd>
        </div>
        {!isZero(totals.adjustments) && (
          <div>
            <dt className="text-ink-soft">Adjustments</dt>
            <dd>{formatMoney(totals.adjustments)}</dd>
          </div>
        )}
        <div className="border-t border-line pt-1.5 font-semibold">
          <dt>Total</dt>
          <dd>{formatMoney(totals.grandTotal)}</dd>
        </div>
        {!isZero(totals.refunded) && (
          <div>
            <dt className="text-ink-soft">Refunded</dt>
            <dd>{formatMoney(totals.refunded)}</dd>
          </div>
        )}
      </dl>
    </Card>
  );
}

function Customer({ order }: { order: Order }) {
  const { customer } = order;
  return (
    <Card title="Customer">
      {customer ? (
        <div className="flex flex-col gap-0.5 text-sm [overflow-wrap:anywhere]">
          <p>{customer.name ?? "No name"}</p>
          {customer.email && (
            <a className="text-accent-ink hover:underline" href={`mailto:${customer.email}`}>
              {customer.email}
            </a>
          )}
          {customer.phone && (
            <a className="text-accent-ink hover:underline" href={`tel:${customer.phone}`}>
              {customer.phone}
            </a>
          )}
        </div>
      ) : (
        <p className="text-sm text-ink-soft">The channel told nothing about the customer.</p>
      )}
    </Card>
  );
}

/** "presentmentCurrency" as "Presentment currency"; what a shop named itself stays as it is. */
function spoken(name: string): string {
  return /^[a-z]+([A-Z][a-z]+)+$/.test(name)
    ? name.charAt(0).toUpperCase() + name.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    : name;
}

function More({ order }: { order: Order }) {
  return (
    <Card title="Details">
      <Facts>
        <Fact name="Channel's id">{order.externalId}</Fact>
        <Fact name="Changed">
          <Moment time={order.updatedAt} />
        </Fact>
        <Fact name="Imported">
          <Moment time={order.importedAt} />
        </Fact>
        {order.shipBy && (
          <Fact name="Ship by">
            <Moment time={order.shipBy} />
          </Fact>
        )}
        {order.deliverBy && (
          <Fact name="Deliver by">
            <Moment time={order.deliverBy} />
          </Fact>
        )}
        {order.note && <Fact name="Note">{order.note}</Fact>}
        {order.tags.length > 0 && (
          <Fact name="Tags">
            <span className="flex flex-wrap gap-1">
              {order.tags.map((tag) => (
                <Badge key={tag}>{tag}</Badge>
              ))}
            </span>
          </Fact>
        )}
        {Object.entries(order.attributes).map(([name, value]) => (
          <Fact key={name} name={spoken(name)}>
            {value}
          </Fact>
        ))}
      </Facts>
    </Card>
  );
}
