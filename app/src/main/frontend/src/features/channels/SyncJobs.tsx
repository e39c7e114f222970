import { useInfiniteQuery } from "@tanstack/react-query";
import { api, ask } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { formatNumber } from "@/ui/format";
import { MorePages } from "@/ui/MorePages";
import { Card } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows } from "@/ui/States";
import { type Column, Table } from "@/ui/Table";
import { Ago } from "@/ui/Time";
import type { SyncJob } from "./useConnections";
import { JOB_KINDS, JOB_STATUSES } from "./words";

const PAGE = 30;

/** What was fetched and which files were read. */
export function SyncJobs({ connectionId, limit }: { connectionId: string; limit?: number }) {
  const jobs = useInfiniteQuery({
    queryKey: ["connections", "jobs", connectionId, limit ?? "all"],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET("/api/v1/integrations/{id}/sync-jobs", {
          params: {
            path: { id: connectionId },
            query: { limit: limit ?? PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.items.some((job) => job.status === "RUNNING")) ? 2_000 : 15_000,
  });
  const rows = jobs.data?.pages.flatMap((page) => page.items) ?? [];
  const content = jobs.isPending ? (
    <LoadingRows rows={3} label="Loading imports…" />
  ) : jobs.isError ? (
    <ErrorState what="Imports" error={jobs.error} onRetry={() => void jobs.refetch()} />
  ) : rows.length === 0 ? (
    <Empty title="Nothing was fetched yet">Imports and files appear here with what came of each.</Empty>
  ) : (
    <>
      <Table label="Imports" columns={limit ? SHORT : COLUMNS} rows={rows} keyOf={(job) => job.id} />
      {!limit && (
        <MorePages
          shown={rows.length}
          one="import"
          hasMore={jobs.hasNextPage}
          loading={jobs.isFetchingNextPage}
          onMore={() => void jobs.fetchNextPage()}
        />
      )}
    </>
  );
  return limit ? content : <Card flush>{content}</Card>;
}

const WHAT: Column<SyncJob> = {
  header: "What",
  lead: true,
  cell: (job) => (
    <div className="min-w-0">
      <p className="[overflow-wrap:anywhere]">{job.name || JOB_KINDS[job.kind]}</p>
      {job.message && (
        <p className="max-w-prose text-[13px] font-normal text-ink-soft [overflow-wrap:anywhere]">{job.message}</p>
      )}
    </div>
  ),
};
const STATUS: Column<SyncJob> = {
  header: "Status",
  cell: (job) => <Badge tone={JOB_STATUSES[job.status].tone}>{JOB_STATUSES[job.status].label}</Badge>,
};
const IMPORTED: Column<SyncJob> = { header: "Imported", align: "right", cell: (job) => formatNumber(job.imported) };
const STARTED: Column<SyncJob> = {
  header: "Started",
  align: "right",
  cell: (job) => (
    <span className="text-ink-soft">
      <Ago time={job.startedAt} />
    </span>
  ),
};
const SHORT = [WHAT, STATUS, IMPORTED, STARTED];
const COLUMNS: Column<SyncJob>[] = [
  WHAT,
  STATUS,
  { header: "Found", align: "right", cell: (job) => formatNumber(job.read) },
  IMPORTED,
  {
    header: "Left out",
    align: "right",
    cell: (job) => <span className={job.failed > 0 ? "font-medium text-bad" : ""}>{formatNumber(job.failed)}</span>,
  },
  STARTED,
];
