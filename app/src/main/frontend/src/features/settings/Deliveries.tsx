import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { api, ask, type Schemas } from "@/api/client";
import { Badge, type Tone } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { CONTROL } from "@/ui/Field";
import { formatDateTime, formatNumber, plural } from "@/ui/format";
import { MorePages } from "@/ui/MorePages";
import { Card } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows } from "@/ui/States";
import { type Column, Table } from "@/ui/Table";
import { Ago } from "@/ui/Time";
import { toast } from "@/ui/Toast";

type Delivery = Schemas["DeliveryLogDelivery"];
type Status = Delivery["status"];

const STATUSES: Record<Status, { label: string; tone: Tone }> = {
  PENDING: { label: "On its way", tone: "info" },
  DELIVERED: { label: "Taken", tone: "good" },
  FAILED: { label: "Given up", tone: "bad" },
};

/** What the address was told, and telling it again. */
export function Deliveries({ endpointId }: { endpointId: string }) {
  const [status, setStatus] = useState<Status | "">("");
  const [shown, setShown] = useState<Delivery | null>(null);
  const deliveries = useInfiniteQuery({
    queryKey: ["webhooks", "deliveries", endpointId, status],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET("/api/v1/webhook-endpoints/{id}/deliveries", {
          params: {
            path: { id: endpointId },
            query: { limit: 50, ...(status ? { status } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: 5_000,
  });
  const rows = deliveries.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: Column<Delivery>[] = [
    {
      header: "Event",
      lead: true,
      cell: (delivery) => (
        <button
          type="button"
          className="text-left font-medium text-accent-ink hover:underline"
          onClick={() => setShown(delivery)}
        >
          {delivery.type}
        </button>
      ),
    },
    {
      header: "About",
      wide: true,
      cell: (delivery) => <code className="font-mono text-[12.5px] text-ink-soft">{delivery.aggregateId}</code>,
    },
    {
      header: "Status",
      cell: (delivery) => (
        <span className="inline-flex flex-wrap items-center gap-1.5">
          <Badge tone={STATUSES[delivery.status].tone}>{STATUSES[delivery.status].label}</Badge>
          {delivery.lastStatus && <span className="text-ink-soft">HTTP {delivery.lastStatus}</span>}
          {delivery.lastError && <span className="max-w-72 truncate text-bad">{delivery.lastError}</span>}
        </span>
      ),
    },
    { header: "Attempts", align: "right", cell: (delivery) => formatNumber(delivery.attempts) },
    {
      header: "When",
      align: "right",
      cell: (delivery) => (
        <span className="text-ink-soft">
          <Ago time={delivery.createdAt} />
        </span>
      ),
    },
  ];
  return (
    <Card
      title="What it was told"
      flush
      actions={
        <select
          aria-label="Status"
          className={CONTROL}
          value={status}
          onChange={(event) => setStatus(event.target.value as Status | "")}
        >
          <option value="">All</option>
          {(Object.keys(STATUSES) as Status[]).map((one) => (
            <option key={one} value={one}>
              {STATUSES[one].label}
            </option>
          ))}
        </select>
      }
    >
      {deliveries.isPending ? (
        <LoadingRows label="Loading deliveries…" />
      ) : deliveries.isError ? (
        <ErrorState what="Deliveries" error={deliveries.error} onRetry={() => void deliveries.refetch()} />
      ) : rows.length === 0 ? (
        <Empty title="Nothing yet">Events appear here as they happen. Send a test to see one now.</Empty>
      ) : (
        <>
          <Table label="Deliveries" columns={columns} rows={rows} keyOf={(delivery) => delivery.eventId} />
          <MorePages
            shown={rows.length}
            one="event"
            hasMore={deliveries.hasNextPage}
            loading={deliveries.isFetchingNextPage}
            onMore={() => void deliveries.fetchNextPage()}
          />
        </>
      )}
      {shown && <OneDelivery endpointId={endpointId} delivery={shown} onClose={() => setShown(null)} />}
    </Card>
  );
}

function OneDelivery({
  endpointId,
  delivery,
  onClose,
}: {
  endpointId: string;
  delivery: Delivery;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const path = { params: { path: { id: endpointId, eventId: delivery.eventId } } };
  const detail = useQuery({
    queryKey: ["webhooks", "delivery", endpointId, delivery.eventId],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/webhook-endpoints/{id}/deliveries/{eventId}", { ...path, signal })),
    refetchInterval: 3_000,
  });
  const again = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/webhook-endpoints/{id}/deliveries/{eventId}/replay", path)),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["webhooks"] });
      toast.good("Sent again, under the same id.");
    },
    onError: toast.bad,
  });
  return (
    <Dialog open wide onClose={onClose} title={delivery.type}>
      {detail.isPending ? (
        <LoadingRows rows={3} />
      ) : detail.isError ? (
        <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />
      ) : (
        <div className="flex flex-col gap-4">
          <section
            // biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it
            tabIndex={0}
            aria-label="Event"
            className="max-h-64 overflow-auto rounded-md border border-line p-3 font-mono text-[12.5px]"
          >
            <pre>{JSON.stringify(detail.data.data, null, 2)}</pre>
          </section>
          <section>
            <h3 className="mb-1 text-sm font-semibold">{plural(detail.data.attempts.length, "attempt")}</h3>
            <ol className="divide-y divide-line text-sm">
              {detail.data.attempts.map((attempt) => (
                <li key={attempt.number} className="py-2">
                  <p className="flex flex-wrap gap-x-3">
                    <span>{formatDateTime(attempt.at)}</span>
                    <span className="text-ink-soft">{formatNumber(attempt.tookMillis)} ms</span>
                    <Badge tone={attempt.error ? "bad" : "good"}>
                      {attempt.status ? `HTTP ${attempt.status}` : "no answer"}
                    </Badge>
                  </p>
                  {attempt.error && <p className="text-bad [overflow-wrap:anywhere]">{attempt.error}</p>}
                  {attempt.answer && (
                    <p className="font-mono text-[12.5px] text-ink-soft [overflow-wrap:anywhere]">{attempt.answer}</p>
                  )}
                </li>
              ))}
            </ol>
          </section>
        </div>
      )}
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
        <Button
          look="primary"
          icon={<RotateCcw aria-hidden className="size-4" />}
          busy={again.isPending}
          onClick={() => again.mutate()}
        >
          Send again
        </Button>
      </DialogActions>
    </Dialog>
  );
}
