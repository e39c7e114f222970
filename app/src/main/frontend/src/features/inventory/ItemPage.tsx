import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { api, ask, type Schemas } from "@/api/client";
import { Badge, type Tone } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { formatNumber } from "@/ui/format";
import { MorePages } from "@/ui/MorePages";
import { Card, Page } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows } from "@/ui/States";
import { type Column, Table } from "@/ui/Table";
import { Moment } from "@/ui/Time";
import { CountDialog } from "./CountDialog";
import { ProductCard, ProductNames, useProduct } from "./ProductCard";
import { ProductDialog } from "./ProductDialog";
import { ReorderPoint } from "./ReorderPoint";
import type { Item, Movement } from "./types";
import { useLocations } from "./useLocations";

const BACK = { to: "/inventory", label: "Inventory" };

const KINDS: Record<Movement["kind"], { label: string; tone: Tone }> = {
  RECEIVED: { label: "Came in", tone: "good" },
  ADJUSTED: { label: "Corrected", tone: "neutral" },
  RESERVED: { label: "Reserved", tone: "info" },
  RELEASED: { label: "Given back", tone: "info" },
  SHIPPED: { label: "Shipped", tone: "neutral" },
  RETURNED: { label: "Returned", tone: "good" },
};

export function ItemPage() {
  const sku = useSearchParams()[0].get("sku") ?? "";
  const [adding, setAdding] = useState(false);
  const stock = useQuery({
    queryKey: ["inventory", "one", sku],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/inventory", { params: { query: { sku: [sku] } }, signal })),
    refetchInterval: 15_000,
  });
  const item = stock.data?.items[0];
  const product = useProduct(sku);
  if (product.data && product.data.components.length > 0) {
    return (
      <Page title={product.data.title} back={BACK} lead={<code className="font-mono">{sku}</code>}>
        <div className="grid gap-4 lg:grid-cols-2">
          <ProductCard product={product.data} />
          <ProductNames sku={sku} />
        </div>
      </Page>
    );
  }
  if (!item) {
    return (
      <Page title={sku || "Product"} back={BACK}>
        <Card flush>
          {stock.isPending ? (
            <LoadingRows label="Loading the product…" />
          ) : stock.isError ? (
            <ErrorState error={stock.error} onRetry={() => void stock.refetch()} />
          ) : (
            <Empty
              title={`${sku} is not among your products`}
              action={
                <Button look="primary" onClick={() => setAdding(true)}>
                  Add it
                </Button>
              }
            >
              Orders for it are held until it is known. Add it, or map the SKU to a product that is.
            </Empty>
          )}
        </Card>
        {adding && <ProductDialog sku={sku} onClose={() => setAdding(false)} />}
      </Page>
    );
  }
  return <ItemDetails item={item} product={product.data} />;
}

function ItemDetails({ item, product }: { item: Item; product: Schemas["ProductResponse"] | undefined }) {
  const [counting, setCounting] = useState(false);
  const locations = new Map(useLocations().data?.items.map((place) => [place.id, place.name]));
  return (
    <Page
      title={item.title ?? item.sku}
      back={BACK}
      lead={<code className="font-mono">{item.sku}</code>}
      actions={
        <Button look="primary" onClick={() => setCounting(true)}>
          Change stock
        </Button>
      }
    >
      <dl className="grid grid-cols-3 gap-3">
        {(
          [
            ["On hand", item.onHand],
            ["Reserved", item.reserved],
            ["Available", item.available],
          ] as const
        ).map(([name, units]) => (
          <div key={name} className="rounded-lg border border-line bg-surface px-4 py-3">
            <dt className="text-[13px] text-ink-soft">{name}</dt>
            <dd className="text-2xl font-semibold tabular-nums">{formatNumber(units)}</dd>
          </div>
        ))}
      </dl>
      {item.locations.length > 1 && (
        <Card title="By location" flush>
          <Table
            label="Stock by location"
            rows={item.locations}
            keyOf={(place) => place.locationId}
            columns={[
              { header: "Location", lead: true, cell: (place) => locations.get(place.locationId) ?? place.locationId },
              { header: "On hand", align: "right", cell: (place) => formatNumber(place.onHand) },
              { header: "Reserved", align: "right", cell: (place) => formatNumber(place.reserved) },
              { header: "Available", align: "right", cell: (place) => formatNumber(place.available) },
            ]}
          />
        </Card>
      )}
      <div className="grid gap-4 lg:grid-cols-2">
        {product && <ProductCard product={product} />}
        <ProductNames sku={item.sku} />
      </div>
      <ReorderPoint sku={item.sku} />
      <Movements sku={item.sku} />
      {counting && <CountDialog item={item} onClose={() => setCounting(false)} />}
    </Page>
  );
}

function Movements({ sku }: { sku: string }) {
  const movements = useInfiniteQuery({
    queryKey: ["inventory", "movements", sku],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET("/api/v1/inventory/movements", {
          params: { query: { sku, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
  });
  const rows = movements.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card title="Movements" flush>
      {movements.isPending ? (
        <LoadingRows label="Loading movements…" />
      ) : movements.isError ? (
        <ErrorState error={movements.error} onRetry={() => void movements.refetch()} />
      ) : rows.length === 0 ? (
        <Empty title="Nothing moved yet">Counts, orders and shipments appear here, each with its reason.</Empty>
      ) : (
        <>
          <Table label="Movements" columns={COLUMNS} rows={rows} keyOf={(movement) => String(movement.version)} />
          <MorePages
            shown={rows.length}
            one="movement"
            hasMore={movements.hasNextPage}
            loading={movements.isFetchingNextPage}
            onMore={() => void movements.fetchNextPage()}
          />
        </>
      )}
    </Card>
  );
}

const COLUMNS: Column<Movement>[] = [
  {
    header: "What",
    lead: true,
    cell: (movement) => <Badge tone={KINDS[movement.kind].tone}>{KINDS[movement.kind].label}</Badge>,
  },
  { header: "On hand", align: "right", cell: (movement) => <Delta units={movement.onHandDelta} /> },
  { header: "Reserved", align: "right", cell: (movement) => <Delta units={movement.reservedDelta} plain /> },
  { header: "Location", wide: true, cell: (movement) => movement.locationId },
  {
    header: "Why",
    className: "[overflow-wrap:anywhere]",
    cell: (movement) =>
      movement.orderId ? (
        <Link className="text-accent-ink underline" to={`/orders/${movement.orderId}`}>
          {movement.reason || "order"}
        </Link>
      ) : (
        movement.reason
      ),
  },
  {
    header: "When",
    align: "right",
    cell: (movement) => (
      <span className="text-ink-soft">
        <Moment time={movement.occurredAt} />
      </span>
    ),
  },
];

function Delta({ units, plain = false }: { units: number; plain?: boolean }) {
  if (units === 0) {
    return <span className="text-ink-soft">–</span>;
  }
  return (
    <span className={plain ? "" : units > 0 ? "text-good" : "text-bad"}>
      {units > 0 ? "+" : "−"}
      {formatNumber(Math.abs(units))}
    </span>
  );
}
