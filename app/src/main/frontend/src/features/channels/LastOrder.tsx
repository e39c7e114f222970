import { useQuery } from "@tanstack/react-query";
import { api, ask } from "@/api/client";
import { Ago } from "@/ui/Time";

/** When the connection's newest order was placed. */
export function LastOrder({ connectionId }: { connectionId: string }) {
  const newest = useQuery({
    queryKey: ["orders", "newest", connectionId],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/orders", { params: { query: { connectionId, limit: 1 } }, signal })),
    refetchInterval: 15_000,
  }).data;
  if (!newest) {
    return <>…</>;
  }
  const order = newest.items[0];
  return order ? <Ago time={order.placedAt} /> : <>none yet</>;
}
