import { useQuery } from "@tanstack/react-query";
import { api, ask } from "@/api/client";
import { formatSpan } from "@/ui/format";
import { Ago } from "@/ui/Time";
import type { Connection } from "./useConnections";

function useNewest(connectionId: string) {
  return useQuery({
    queryKey: ["orders", "newest", connectionId],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/orders", { params: { query: { connectionId, limit: 1 } }, signal })),
    refetchInterval: 15_000,
  }).data;
}

/** When the connection's newest order was placed. */
export function LastOrder({ connectionId }: { connectionId: string }) {
  const newest = useNewest(connectionId);
  if (!newest) {
    return <>…</>;
  }
  const order = newest.items[0];
  return order ? <Ago time={order.placedAt} /> : <>none yet</>;
}

/** How long the newest order took to get here; past orders, which were imported when the channel was connected, don't count. */
export function Lag({ connection }: { connection: Connection }) {
  const order = useNewest(connection.id)?.items[0];
  if (!order || new Date(order.placedAt) < new Date(connection.createdAt)) {
    return <>known with the next order</>;
  }
  return (
    <>{formatSpan(new Date(order.importedAt).getTime() - new Date(order.placedAt).getTime())} after it was placed</>
  );
}

/** When the platform was last asked for what changed. */
export function LastSync({ connectionId }: { connectionId: string }) {
  const latest = useQuery({
    queryKey: ["connections", "jobs", connectionId, "latest"],
    queryFn: ({ signal }) =>
      ask(
        api.GET("/api/v1/integrations/{id}/sync-jobs", {
          params: { path: { id: connectionId }, query: { limit: 1 } },
          signal,
        }),
      ),
  }).data;
  if (!latest) {
    return <>…</>;
  }
  const job = latest.items[0];
  return job ? <Ago time={job.finishedAt ?? job.startedAt} /> : <>not yet</>;
}
