import { useInfiniteQuery } from "@tanstack/react-query";
import { api, ask, type Schemas } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { formatNumber } from "@/ui/format";
import { MorePages } from "@/ui/MorePages";
import { Card } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows } from "@/ui/States";
import { type Column, Table } from "@/ui/Table";
import { Ago } from "@/ui/Time";

type Level = Schemas["ToldStockLevel"];

/** What the channel was told of each SKU's stock, and what it confirmed. */
export function ToldStock({ connectionId }: { connectionId: string }) {
  const levels = useInfiniteQuery({
    queryKey: ["connections", "stock", connectionId],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET("/api/v1/integrations/{id}/stock", {
          params: { path: { id: connectionId }, query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: 15_000,
  });
  const rows = levels.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card flush>
      {levels.isPending ? (
        <LoadingRows label="Loading stock levels…" />
      ) : levels.isError ? (
        <ErrorState what="Stock levels" error={levels.error} onRetry={() => void levels.refetch()} />
      ) : rows.length === 0 ? (
        <Empty title="The channel was told no stock yet">
          As soon as stock changes, it is told here and confirmed.
        </Empty>
      ) : (
        <>
          <Table label="Stock told to the channel" columns={COLUMNS} rows={rows} keyOf={(level) => level.sku} />
          <MorePages
            shown={rows.length}
            one="SKU"
            hasMore={levels.hasNextPage}
            loading={levels.isFetchingNextPage}
            onMore={() => void levels.fetchNextPage()}
          />
        </>
      )}
    </Card>
  );
}

const COLUMNS: Column<Level>[] = [
  { header: "SKU", lead: true, cell: (level) => <code className="font-mono text-[13px]">{level.sku}</code> },
  { header: "Told", align: "right", cell: (level) => (level.pushed === null ? "–" : formatNumber(level.pushed)) },
  {
    header: "Confirmed",
    align: "right",
    cell: (level) => (level.confirmed === null ? "–" : formatNumber(level.confirmed)),
  },
  {
    header: "Status",
    cell: (level) =>
      level.problem ? (
        <span className="text-bad [overflow-wrap:anywhere]">{level.problem}</span>
      ) : level.stale ? (
        <Badge tone="bad">Waits too long</Badge>
      ) : level.pendingSince ? (
        <Badge tone="info">On its way</Badge>
      ) : (
        <Badge tone="good">The channel knows</Badge>
      ),
  },
  {
    header: "Confirmed at",
    align: "right",
    cell: (level) => (
      <span className="text-ink-soft">{level.confirmedAt ? <Ago time={level.confirmedAt} /> : "never"}</span>
    ),
  },
];
