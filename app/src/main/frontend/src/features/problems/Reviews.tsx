import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheckBig } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { api, ask, type Schemas } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { MorePages } from "@/ui/MorePages";
import { Card } from "@/ui/Page";
import { ReasonDialog } from "@/ui/ReasonDialog";
import { Empty, ErrorState, LoadingRows } from "@/ui/States";
import { Ago } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import { useChannelNames } from "../channels/useConnections";
import { FLAGS } from "../orders/words";

type Review = Schemas["Review"];

/** Contradictions that a machine should not settle. */
export function Reviews() {
  const [resolving, setResolving] = useState<Review | null>(null);
  const reviews = useInfiniteQuery({
    queryKey: ["reviews", "open"],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET("/api/v1/reviews", {
          params: { query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: 30_000,
  });
  const rows = reviews.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card flush>
      {reviews.isPending ? (
        <LoadingRows label="Loading reviews…" />
      ) : reviews.isError ? (
        <ErrorState what="Reviews" error={reviews.error} onRetry={() => void reviews.refetch()} />
      ) : rows.length === 0 ? (
        <Empty icon={<CircleCheckBig aria-hidden />} title="Nothing to decide">
          When a channel contradicts itself, or you, the order stands here until you have said what holds.
        </Empty>
      ) : (
        <>
          <ul className="divide-y divide-line">
            {rows.map((review) => (
              <ReviewRow key={review.id} review={review} onResolve={() => setResolving(review)} />
            ))}
          </ul>
          <MorePages
            shown={rows.length}
            one="review"
            hasMore={reviews.hasNextPage}
            loading={reviews.isFetchingNextPage}
            onMore={() => void reviews.fetchNextPage()}
          />
        </>
      )}
      {resolving && <Resolve review={resolving} onClose={() => setResolving(null)} />}
    </Card>
  );
}

function ReviewRow({ review, onResolve }: { review: Review; onResolve: () => void }) {
  const names = useChannelNames();
  const flag = FLAGS[review.code];
  return (
    <li className="flex flex-wrap items-start justify-between gap-3 px-4 py-3">
      <div className="min-w-0 max-w-[75ch] text-sm">
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone={flag.tone}>{flag.label}</Badge>
          <Link className="font-medium text-accent-ink hover:underline" to={`/orders/${review.orderId}`}>
            Show the order
          </Link>
          <span className="text-[13px] text-ink-soft">
            {names.get(review.connectionId) ?? ""} · <Ago time={review.openedAt} />
          </span>
        </p>
        <p className="mt-1 [overflow-wrap:anywhere]">{review.detail}</p>
        <p className="text-[13px] text-ink-soft">{flag.hint}</p>
      </div>
      <Button onClick={onResolve}>Settle</Button>
    </li>
  );
}

function Resolve({ review, onClose }: { review: Review; onClose: () => void }) {
  const queries = useQueryClient();
  const resolve = useMutation({
    mutationFn: (note: string) =>
      ask(api.POST("/api/v1/reviews/{id}/resolve", { params: { path: { id: review.id } }, body: { note } })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["reviews"] });
      void queries.invalidateQueries({ queryKey: ["orders"] });
      toast.good("Settled. Your note stands in the order's timeline.");
      onClose();
    },
  });
  return (
    <ReasonDialog
      open
      onClose={onClose}
      title="Settle this review"
      label="What came of it"
      required
      action="Settle"
      busy={resolve.isPending}
      error={resolve.error}
      onReason={(note) => resolve.mutate(note)}
    >
      <p className="text-ink-soft">{review.detail}</p>
    </ReasonDialog>
  );
}
