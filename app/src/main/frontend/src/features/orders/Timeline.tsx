import { useInfiniteQuery } from "@tanstack/react-query";
import { api, ask } from "@/api/client";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Page";
import { ErrorState, LoadingRows } from "@/ui/States";
import { Moment } from "@/ui/Time";
import { tell } from "./timelineWords";

/** Everything that happened to the order, from the first delivery on. */
export function Timeline({ orderId, version }: { orderId: string; version: number }) {
  const timeline = useInfiniteQuery({
    queryKey: ["orders", "timeline", orderId, version],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET("/api/v1/orders/{id}/timeline", {
          params: { path: { id: orderId }, query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
  });
  const entries = timeline.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card title="Timeline" flush>
      {timeline.isPending ? (
        <LoadingRows rows={3} label="Loading the timeline…" />
      ) : timeline.isError ? (
        <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />
      ) : (
        <ol className="flex flex-col px-4 py-3">
          {entries.map((entry, index) => {
            const told = tell(entry.type, entry.data);
            return (
              <li key={entry.eventId} className="relative flex gap-3 pb-4 last:pb-0">
                {index < entries.length - 1 && (
                  <span aria-hidden className="absolute top-4 bottom-0 left-[3.5px] w-px bg-line" />
                )}
                <span aria-hidden className="relative mt-1.5 size-2 shrink-0 rounded-full bg-accent" />
                <div className="min-w-0 grow text-sm">
                  <div className="flex flex-wrap justify-between gap-x-4">
                    <p className="font-medium">{told.title}</p>
                    <span className="text-[13px] text-ink-soft">
                      <Moment time={entry.occurredAt} />
                    </span>
                  </div>
                  {told.details.map((detail) => (
                    <p key={detail} className="text-[13px] text-ink-soft [overflow-wrap:anywhere]">
                      {detail}
                    </p>
                  ))}
                </div>
              </li>
            );
          })}
          {timeline.hasNextPage && (
            <li className="pt-3">
              <Button busy={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
                Show later entries
              </Button>
            </li>
          )}
        </ol>
      )}
    </Card>
  );
}
