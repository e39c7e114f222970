import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Boxes, FileUp, MapPin, PackagePlus, TrendingDown } from "lucide-react";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { api, ask } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { Button, ButtonLink } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { CONTROL } from "@/ui/Field";
import { formatNumber } from "@/ui/format";
import { MorePages } from "@/ui/MorePages";
import { Card, Page } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows } from "@/ui/States";
import { type Column, Table } from "@/ui/Table";
import { CountDialog } from "./CountDialog";
import { ProductDialog } from "./ProductDialog";
import type { Item } from "./types";
import { useLocations } from "./useLocations";

const PAGE = 50;
export function InventoryPage() {
  const [search, setSearch] = useSearchParams();
  const [counting, setCounting] = useState<Item | null>(null);
  const [adding, setAdding] = useState(false);
  const location = search.get("location") ?? "";
  const sku = search.get("sku") ?? "";
  const stock = useInfiniteQuery({
    queryKey: ["inventory", "list", location, sku],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET("/api/v1/inventory", {
          params: {
            query: {
              limit: PAGE,
              ...(pageParam ? { cursor: pageParam } : {}),
              ...(location ? { locationId: location } : {}),
              ...(sku ? { sku: [sku] } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
  const rows = stock.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <Page
      title="Inventory"
      lead="What is on hand, what orders have reserved, and what can still be sold."
      actions={
        <>
          <ButtonLink to="/inventory/low" icon={<TrendingDown aria-hidden className="size-4" />}>
            Low stock
          </ButtonLink>
          <ButtonLink to="/inventory/locations" icon={<MapPin aria-hidden className="size-4" />}>
            Locations
          </ButtonLink>
          <ButtonLink to="/inventory/import" icon={<FileUp aria-hidden className="size-4" />}>
            Import counts
          </ButtonLink>
          <Button look="primary" icon={<PackagePlus aria-hidden className="size-4" />} onClick={() => setAdding(true)}>
            Add product
          </Button>
        </>
      }
    >
      <Filters
        location={location}
        sku={sku}
        onChange={(name, value) =>
          setSearch(
            (before) => {
              const next = new URLSearchParams(before);
              if (value) {
                next.set(name, value);
              } else {
                next.delete(name);
              }
              return next;
            },
            { replace: true },
          )
        }
      />
      <Card flush>
        {stock.isPending ? (
          <LoadingRows label="Loading stock…" />
        ) : stock.isError && rows.length === 0 ? (
          <ErrorState what="Stock" error={stock.error} onRetry={() => void stock.refetch()} />
        ) : rows.length === 0 ? (
          sku || location ? (
            <Empty
              title="No such stock"
              action={<Button onClick={() => setSearch({}, { replace: true })}>Show all stock</Button>}
            >
              {sku ? `No product has the SKU ${sku}. SKUs are compared letter by letter.` : "Nothing is stored here."}
            </Empty>
          ) : (
            <Empty
              icon={<Boxes aria-hidden />}
              title="No products yet"
              action={
                <>
                  <ButtonLink look="primary" to="/inventory/import">
                    Import counts from a file
                  </ButtonLink>
                  <Button onClick={() => setAdding(true)}>Add one by hand</Button>
                </>
              }
            >
              Stock is kept by SKU. Orders for SKUs that are not known are held until they are.
            </Empty>
          )
        ) : (
          <>
            <Table
              label="Stock"
              columns={columns(setCounting)}
              rows={rows}
              keyOf={(item) => item.sku}
              faded={stock.isPlaceholderData}
            />
            <MorePages
              shown={rows.length}
              one="product"
              hasMore={stock.hasNextPage}
              loading={stock.isFetchingNextPage}
              onMore={() => void stock.fetchNextPage()}
            />
          </>
        )}
      </Card>
      {counting && <CountDialog item={counting} onClose={() => setCounting(null)} />}
      {adding && <ProductDialog onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Filters({
  location,
  sku,
  onChange,
}: {
  location: string;
  sku: string;
  onChange: (name: string, value: string) => void;
}) {
  const locations = useLocations().data?.items ?? [];
  return (
    <search aria-label="Filter stock" className="flex flex-wrap items-end gap-2">
      <form
        className="flex flex-col gap-0.5"
        onSubmit={(event) => {
          event.preventDefault();
          onChange("sku", String(new FormData(event.currentTarget).get("sku") ?? "").trim());
        }}
      >
        <label htmlFor="stock-sku" className="text-xs text-ink-soft">
          SKU
        </label>
        <div className="flex gap-2">
          <input
            key={sku}
            id="stock-sku"
            name="sku"
            type="search"
            defaultValue={sku}
            autoComplete="off"
            spellCheck={false}
            className={cx(CONTROL, "w-48")}
          />
          <Button type="submit">Find</Button>
        </div>
      </form>
      {locations.length > 1 && (
        <div className="flex flex-col gap-0.5">
          <label htmlFor="stock-location" className="text-xs text-ink-soft">
            Location
          </label>
          <select
            id="stock-location"
            className={CONTROL}
            value={location}
            onChange={(event) => onChange("location", event.target.value)}
          >
            <option value="">All locations</option>
            {locations.map((place) => (
              <option key={place.id} value={place.id}>
                {place.name}
              </option>
            ))}
          </select>
        </div>
      )}
    </search>
  );
}

function columns(onCount: (item: Item) => void): Column<Item>[] {
  return [
    {
      header: "Product",
      lead: true,
      cell: (item) => (
        <div className="min-w-0">
          <Link
            to={`/inventory/item?sku=${encodeURIComponent(item.sku)}`}
            className="font-medium text-accent-ink hover:underline"
          >
            {item.title ?? item.sku}
          </Link>
          <p className="font-mono text-[13px] font-normal text-ink-soft">{item.sku}</p>
        </div>
      ),
    },
    { header: "On hand", align: "right", cell: (item) => formatNumber(item.onHand) },
    { header: "Reserved", align: "right", cell: (item) => formatNumber(item.reserved) },
    {
      header: "Available",
      align: "right",
      cell: (item) => (
        <span className="inline-flex items-center gap-2 font-medium">
          {item.available <= 0 && <Badge tone="bad">None left</Badge>}
          {formatNumber(item.available)}
        </span>
      ),
    },
    {
      header: "",
      align: "right",
      cell: (item) => (
        <Button onClick={() => onCount(item)} aria-label={`Change stock of ${item.sku}`}>
          Change stock
        </Button>
      ),
    },
  ];
}
