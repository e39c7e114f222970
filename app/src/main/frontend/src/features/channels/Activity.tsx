import { useInfiniteQuery } from "@tanstack/react-query";
import { api, ask, type Schemas } from "@/api/client";
import { Badge, type Tone } from "@/ui/Badge";
import { MorePages } from "@/ui/MorePages";
import { Card } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows } from "@/ui/States";
import { Moment } from "@/ui/Time";

type Kind = Schemas["ConnectionActivityEntry"]["kind"];

const KINDS: Record<Kind, { label: string; tone: Tone }> = {
  CONNECTED: { label: "Connected", tone: "good" },
  CHANGED: { label: "Changed", tone: "neutral" },
  PAUSED: { label: "Paused", tone: "warn" },
  RESUMED: { label: "Resumed", tone: "good" },
  TESTED: { label: "Tested", tone: "neutral" },
  SYNC: { label: "Import", tone: "info" },
  BROKEN: { label: "Broken", tone: "bad" },
  WEBHOOKS: { label: "Webhooks", tone: "info" },
  COMPLETENESS: { label: "Counted", tone: "info" },
  STOCK: { label: "Stock", tone: "warn" },
  WRITE_BACK: { label: "Told back", tone: "info" },
  PRIVACY: { label: "Privacy", tone: "info" },
};

/** What happened on the connection, newest first. */
export function Activity({ connectionId }: { connectionId: string }) {
  const activity = useInfiniteQuery({
    queryKey: ["connections", "activity", connectionId],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET("/api/v1/integrations/{id}/activity", {
          params: { path: { id: connectionId }, query: { limit: 30, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: 15_000,
  });
  const entries = activity.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card flush>
      {activity.isPending ? (
        <LoadingRows rows={4} label="Loading activity…" />
      ) : activity.isError ? (
        <ErrorState what="Activity" error={activity.error} onRetry={() => void activity.refetch()} />
      ) : entries.length === 0 ? (
        <Empty title="Nothing happened yet">Imports, pauses, errors and what was told back appear here.</Empty>
      ) : (
        <>
          <ul className="divide-y divide-line">
            {entries.map((entry) => (
              <li key={entry.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2.5 text-sm">
                <span className="w-24 shrink-0">
                  <Badge tone={KINDS[entry.kind].tone}>{KINDS[entry.kind].label}</Badge>
                </span>
                <p className="min-w-0 grow basis-64 [overflow-wrap:anywhere]">{entry.detail}</p>
                <span className="text-[13px] text-ink-soft">
                  <Moment time={entry.at} />
                </span>
              </li>
            ))}
          </ul>
          <MorePages
            shown={entries.length}
            one="entry"
            many="entries"
            hasMore={activity.hasNextPage}
            loading={activity.isFetchingNextPage}
            onMore={() => void activity.fetchNextPage()}
          />
        </>
      )}
    </Card>
  );
}
