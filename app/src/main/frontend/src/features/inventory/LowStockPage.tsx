import { useInfiniteQuery } from "@tanstack/react-query";
import { PackageCheck } from "lucide-react";
import { Link } from "react-router";
import { api, ask } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { ButtonLink } from "@/ui/Button";
import { formatNumber } from "@/ui/format";
import { MorePages } from "@/ui/MorePages";
import { Card, Page } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows } from "@/ui/States";
import { Table } from "@/ui/Table";

export function LowStockPage() {
  const low = useInfiniteQuery({
    queryKey: ["reorder-points", "low"],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET("/api/v1/reorder-points", {
          params: { query: { low: true, limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
  });
  const rows = low.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title="Low stock"
      back={{ to: "/inventory", label: "Inventory" }}
      lead="Products that are at or below their reorder point, to order anew."
    >
      <Card flush>
        {low.isPending ? (
          <LoadingRows label="Loading low stock…" />
        ) : low.isError ? (
          <ErrorState what="Low stock" error={low.error} onRetry={() => void low.refetch()} />
        ) : rows.length === 0 ? (
          <Empty
            icon={<PackageCheck aria-hidden />}
            title="Nothing is low"
            action={<ButtonLink to="/inventory">All stock</ButtonLink>}
          >
            Set a reorder point on a product's page; once its stock comes down to it, the product stands here, and you
            get an e-mail if you want one.
          </Empty>
        ) : (
          <>
            <Table
              label="Low stock"
              rows={rows}
              keyOf={(point) => point.sku}
              columns={[
                {
                  header: "Product",
                  lead: true,
                  cell: (point) => (
                    <>
                      <Link
                        className="font-medium text-accent-ink hover:underline"
                        to={`/inventory/item?sku=${encodeURIComponent(point.sku)}`}
                      >
                        {point.title ?? point.sku}
                      </Link>
                      <p className="font-mono text-[13px] font-normal text-ink-soft">{point.sku}</p>
                    </>
                  ),
                },
                {
                  header: "Available",
                  align: "right",
                  cell: (point) => (
                    <span className="inline-flex items-center gap-2">
                      {point.available <= 0 ? <Badge tone="bad">None left</Badge> : <Badge tone="warn">Low</Badge>}
                      {formatNumber(point.available)}
                    </span>
                  ),
                },
                { header: "Reorder point", align: "right", cell: (point) => formatNumber(point.reorderPoint) },
              ]}
            />
            <MorePages
              shown={rows.length}
              one="product"
              hasMore={low.hasNextPage}
              loading={low.isFetchingNextPage}
              onMore={() => void low.fetchNextPage()}
            />
          </>
        )}
      </Card>
    </Page>
  );
}
