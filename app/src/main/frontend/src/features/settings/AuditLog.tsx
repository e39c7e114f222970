import { useInfiniteQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { api, ask, type Schemas } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { MorePages } from "@/ui/MorePages";
import { Card } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows } from "@/ui/States";
import { type Column, Table } from "@/ui/Table";
import { Moment } from "@/ui/Time";

type Entry = Schemas["AuditTrailEntry"];

/** Who changed what. */
export function AuditLog() {
  const log = useInfiniteQuery({
    queryKey: ["audit"],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET("/api/v1/audit", {
          params: { query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
  });
  const rows = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card flush>
      {log.isPending ? (
        <LoadingRows label="Loading the audit log…" />
      ) : log.isError ? (
        <ErrorState what="Audit log" error={log.error} onRetry={() => void log.refetch()} />
      ) : rows.length === 0 ? (
        <Empty icon={<ScrollText aria-hidden />} title="Nothing was changed yet">
          Each change by a person or an API key is noted here.
        </Empty>
      ) : (
        <>
          <Table label="Audit log" columns={COLUMNS} rows={rows} keyOf={(entry) => entry.id} />
          <MorePages
            shown={rows.length}
            one="entry"
            many="entries"
            hasMore={log.hasNextPage}
            loading={log.isFetchingNextPage}
            onMore={() => void log.fetchNextPage()}
          />
        </>
      )}
    </Card>
  );
}

const COLUMNS: Column<Entry>[] = [
  {
    header: "When",
    cell: (entry) => (
      <span className="text-ink-soft">
        <Moment time={entry.at} />
      </span>
    ),
  },
  { header: "Who", className: "[overflow-wrap:anywhere]", cell: (entry) => entry.who },
  { header: "What", lead: true, cell: (entry) => entry.action },
  {
    header: "On",
    className: "max-w-80",
    cell: (entry) => <code className="font-mono text-[12.5px] [overflow-wrap:anywhere]">{entry.subject}</code>,
  },
  {
    header: "Outcome",
    cell: (entry) =>
      entry.status < 400 ? <Badge tone="good">Done</Badge> : <Badge tone="bad">Refused ({entry.status})</Badge>,
  },
  { header: "From", wide: true, cell: (entry) => <span className="text-ink-soft">{entry.address}</span> },
];
