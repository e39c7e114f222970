import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useEffect, useRef } from "react";
import { Link, useSearchParams } from "react-router";
import { api, ask } from "@/api/client";
import { ButtonLink } from "@/ui/Button";
import { formatNumber, plural } from "@/ui/format";
import { Spinner } from "@/ui/Spinner";
import type { Connection } from "./useConnections";

const FAST_MS = 1_500;
const SLOW_MS = 15_000;

/** How the import that runs goes on, live; and after a new connection, what to do next. */
export function Progress({ connection }: { connection: Connection }) {
  const fresh = useSearchParams()[0].has("connected");
  const queries = useQueryClient();
  const jobs = useQuery({
    queryKey: ["connections", "jobs", connection.id, "newest"],
    queryFn: ({ signal }) =>
      ask(
        api.GET("/api/v1/integrations/{id}/sync-jobs", {
          params: { path: { id: connection.id }, query: { limit: 20 } },
          signal,
        }),
      ),
    refetchInterval: (query) => {
      const known = query.state.data?.items ?? [];
      const awaited = fresh && connection.platform !== "csv" && !known.some((job) => job.kind === "BACKFILL");
      return awaited || known.some((job) => job.status === "RUNNING") ? FAST_MS : SLOW_MS;
    },
  }).data?.items;
  const latest = jobs?.find((job) => job.status === "RUNNING");
  const first = jobs?.find((job) => job.kind === "BACKFILL"); // a fetch of what changed may have followed it

  const wasRunning = useRef(false);
  const running = latest !== undefined;
  useEffect(() => {
    if (wasRunning.current && !running) {
      void queries.invalidateQueries({ queryKey: ["connections", "jobs", connection.id] });
      void queries.invalidateQueries({ queryKey: ["orders"] });
    }
    wasRunning.current = running;
  }, [running, queries, connection.id]);

  if (running) {
    return (
      <div role="status" className="flex flex-col gap-2 rounded-lg border border-line bg-surface px-4 py-3 text-sm">
        <p className="flex items-center gap-2 font-medium">
          <Spinner className="text-accent-ink" />
          {latest.kind === "BACKFILL" ? "Your past orders are being imported" : "Orders are being fetched"}
        </p>
        <p className="text-ink-soft tabular-nums">
          {formatNumber(latest.read)} found, {formatNumber(latest.imported)} imported
          {latest.failed > 0 && `, ${formatNumber(latest.failed)} left out`}. {latest.message}
        </p>
        <div aria-hidden className="h-1 overflow-hidden rounded-full bg-sunken">
          <div className="h-full w-1/3 animate-pulse rounded-full bg-accent" />
        </div>
      </div>
    );
  }
  if (!fresh || connection.status !== "ACTIVE") {
    return null;
  }
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg bg-good-soft px-4 py-3 text-sm"
    >
      <CircleCheck aria-hidden className="size-5 text-good" />
      <p className="min-w-0 grow">
        <strong className="font-semibold">Connected.</strong>{" "}
        {first && first.imported > 0 && `${plural(first.imported, "past order")} came in. `}
        {connection.platform === "csv"
          ? "Files are read as soon as they are handed in or dropped."
          : "New orders appear by themselves."}{" "}
        <Link className="text-accent-ink underline" to={`/orders?connectionId=${connection.id}`}>
          See its orders
        </Link>
      </p>
      <ButtonLink to="/start">Next step</ButtonLink>
    </div>
  );
}
