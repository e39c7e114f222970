import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { api, ask, type Schemas } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { Bar } from "@/ui/Bar";
import { Button } from "@/ui/Button";
import { Fact, Facts } from "@/ui/Facts";
import { formatDateTime, formatNumber, plural } from "@/ui/format";
import { Card } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows } from "@/ui/States";
import { type Column, Table } from "@/ui/Table";
import { Ago, Moment } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import type { Connection } from "./useConnections";

type Limits = Schemas["JdbcSharedLimitsLimits"];
type Hour = Schemas["WatchHourResponse"];

const ALARMS: Record<Connection["alarms"][number], string> = {
  WEBHOOKS_MISSING:
    "The platform no longer calls us when an order comes in. Orders are fetched on a schedule meanwhile.",
  ORDERS_MISSING: "The platform has orders that are not here. They have been asked for; look at the counts below.",
  STOCK_UNCONFIRMED: "The platform has not confirmed some stock levels for a while, so it may sell what is gone.",
};

export function Alarms({ connection }: { connection: Connection }) {
  if (connection.alarms.length === 0) {
    return null;
  }
  return (
    <ul className="flex flex-col gap-2">
      {connection.alarms.map((alarm) => (
        <li key={alarm} className="flex gap-2.5 rounded-md bg-warn-soft px-3 py-2 text-sm">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          {ALARMS[alarm]}
        </li>
      ))}
    </ul>
  );
}

/** How much the platform still lets us ask. */
export function RateLimits({ connectionId }: { connectionId: string }) {
  const limits = useQuery({
    queryKey: ["connections", "limits", connectionId],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/integrations/{id}/limits", { params: { path: { id: connectionId } }, signal })),
    refetchInterval: 5_000,
  });
  return (
    <Card title="Use of the platform's limits">
      {limits.isPending ? (
        <LoadingRows rows={2} />
      ) : limits.isError ? (
        <ErrorState error={limits.error} onRetry={() => void limits.refetch()} />
      ) : (
        <LimitFacts limits={limits.data} />
      )}
    </Card>
  );
}

function LimitFacts({ limits }: { limits: Limits }) {
  return (
    <div className="flex flex-col gap-3 text-sm">
      {limits.breaker !== "CLOSED" && (
        <p className="rounded-md bg-bad-soft px-3 py-2">
          The platform failed too often, so calls are held back; they are tried again by themselves.
        </p>
      )}
      {limits.waitsUntil && (
        <p className="rounded-md bg-warn-soft px-3 py-2">
          Waiting until {formatDateTime(limits.waitsUntil)}: {limits.why}
        </p>
      )}
      {limits.buckets.length === 0 ? (
        <p className="text-ink-soft">Nothing was asked of the platform lately: all of its limit is free.</p>
      ) : (
        limits.buckets.map((bucket) => {
          const used = bucket.capacity > 0 ? 1 - bucket.remaining / bucket.capacity : 0;
          return (
            <div key={bucket.bucket}>
              <div className="flex justify-between gap-4">
                <span>{bucket.bucket}</span>
                <span className="text-ink-soft tabular-nums">
                  {formatNumber(Math.floor(bucket.remaining))} of {formatNumber(bucket.capacity)} free
                </span>
              </div>
              <div className="mt-1">
                <Bar share={used} label={`Use of ${bucket.bucket}`} warn={used > 0.9} />
              </div>
              {bucket.why && <p className="mt-1 text-[13px] text-ink-soft">{bucket.why}</p>}
            </div>
          );
        })
      )}
    </div>
  );
}

const HOUR_STATUSES = {
  COMPLETE: { label: "Complete", tone: "good" },
  RUNNING: { label: "Not over yet", tone: "info" },
  MISSING: { label: "Missing some", tone: "bad" },
} as const;

/** The platform's orders against those here, hour by hour. */
export function Completeness({ connectionId }: { connectionId: string }) {
  const queries = useQueryClient();
  const counts = useQuery({
    queryKey: ["connections", "completeness", connectionId],
    queryFn: ({ signal }) =>
      ask(
        api.GET("/api/v1/integrations/{id}/completeness", {
          params: { path: { id: connectionId }, query: { limit: 48 } },
          signal,
        }),
      ),
    refetchInterval: 30_000,
  });
  const again = useMutation({
    mutationFn: () =>
      ask(api.POST("/api/v1/integrations/{id}/completeness", { params: { path: { id: connectionId } } })),
    onSuccess: () => {
      toast.good("Counting. The result appears here in a moment.");
      setTimeout(
        () => void queries.invalidateQueries({ queryKey: ["connections", "completeness", connectionId] }),
        3_000,
      );
    },
    onError: toast.bad,
  });
  return (
    <Card
      title="Is every order here?"
      flush
      actions={
        <Button busy={again.isPending} onClick={() => again.mutate()}>
          Count now
        </Button>
      }
    >
      {counts.isPending ? (
        <LoadingRows rows={3} />
      ) : counts.isError ? (
        <ErrorState error={counts.error} onRetry={() => void counts.refetch()} />
      ) : counts.data.items.length === 0 ? (
        <Empty title="Not counted yet">
          Hour by hour, the platform's orders are counted against those here, and what is missing is fetched.
        </Empty>
      ) : (
        <>
          <Facts className="px-4 py-3">
            <Fact name="In the last hours">
              {plural(counts.data.totals.seen, "order")} on the platform, {formatNumber(counts.data.totals.held)} here
              {counts.data.totals.explained > 0 && `, ${formatNumber(counts.data.totals.explained)} under Problems`}
            </Fact>
            <Fact name="Missing">{formatNumber(counts.data.totals.missing)}</Fact>
            <Fact name="Fetched afterwards">{formatNumber(counts.data.totals.repaired)}</Fact>
          </Facts>
          <Table label="Counts by hour" columns={HOURS} rows={counts.data.items} keyOf={(hour) => hour.hour} />
        </>
      )}
    </Card>
  );
}

const HOURS: Column<Hour>[] = [
  { header: "Hour", lead: true, cell: (hour) => <Moment time={hour.hour} /> },
  { header: "On the platform", align: "right", cell: (hour) => formatNumber(hour.seen) },
  { header: "Here", align: "right", cell: (hour) => formatNumber(hour.held) },
  { header: "Missing", align: "right", cell: (hour) => formatNumber(hour.missing) },
  {
    header: "Status",
    cell: (hour) => <Badge tone={HOUR_STATUSES[hour.status].tone}>{HOUR_STATUSES[hour.status].label}</Badge>,
  },
  {
    header: "Counted",
    align: "right",
    wide: true,
    cell: (hour) => (
      <span className="text-ink-soft">
        <Ago time={hour.checkedAt} />
      </span>
    ),
  },
];
