import { useQuery } from "@tanstack/react-query";
import { ChevronRight, TriangleAlert } from "lucide-react";
import { Link, useSearchParams } from "react-router";
import { api, ask } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { Card, Page } from "@/ui/Page";
import { ErrorState, LoadingRows, Skeleton } from "@/ui/States";
import { LastOrder } from "./LastOrder";
import { PlatformMark } from "./PlatformMark";
import { type Connection, type Platform, useConnections } from "./useConnections";
import { about, STATUSES } from "./words";

const WAITING_MS = 2_000;

export function usePlatforms() {
  return useQuery({
    queryKey: ["platforms"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/platforms", { signal })),
    staleTime: 600_000,
  });
}

export function ChannelsPage() {
  const [search] = useSearchParams();
  const awaiting = search.get("awaiting");
  const connections = useConnections(awaiting ? WAITING_MS : 15_000);
  const platforms = usePlatforms();
  const names = new Map(platforms.data?.items.map((platform) => [platform.platform, platform.name]));
  const items = connections.data?.items ?? [];

  return (
    <Page title="Channels" lead="Where orders come from, and where stock, shipments and cancellations are told back.">
      {awaiting && (
        <p role="status" className="rounded-md bg-info-soft px-3 py-2 text-sm">
          {names.get(awaiting) ?? "The shop"} is handing over its keys. It appears here as soon as they have come.
        </p>
      )}
      {connections.isPending ? (
        <Card flush>
          <LoadingRows rows={2} label="Loading your channels…" />
        </Card>
      ) : connections.isError ? (
        <Card>
          <ErrorState what="Channels" error={connections.error} onRetry={() => void connections.refetch()} />
        </Card>
      ) : (
        items.length > 0 && (
          <Card title="Connected" flush>
            <ul className="divide-y divide-line">
              {items.map((connection) => (
                <ConnectionRow
                  key={connection.id}
                  connection={connection}
                  platform={names.get(connection.platform) ?? connection.platform}
                />
              ))}
            </ul>
          </Card>
        )
      )}
      <section aria-labelledby="gallery" className="flex flex-col gap-3">
        <h2 id="gallery" className="text-base font-semibold">
          {items.length > 0 ? "Connect another" : "Connect your first channel"}
        </h2>
        {platforms.isError ? (
          <Card>
            <ErrorState what="Platforms" error={platforms.error} onRetry={() => void platforms.refetch()} />
          </Card>
        ) : (
          <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
            {platforms.isPending
              ? ["a", "b", "c", "d"].map((key) => (
                  <li key={key}>
                    <Skeleton className="h-24 rounded-lg" />
                  </li>
                ))
              : sorted(platforms.data.items).map((platform) => (
                  <li key={platform.platform}>
                    <PlatformCard platform={platform} />
                  </li>
                ))}
          </ul>
        )}
      </section>
    </Page>
  );
}

/** Shops first, what needs a program of one's own last. */
function sorted(platforms: Platform[]): Platform[] {
  const rank = (platform: Platform) => ["csv", "rest"].indexOf(platform.platform);
  return [...platforms].sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
}

function ConnectionRow({ connection, platform }: { connection: Connection; platform: string }) {
  const status = STATUSES[connection.status];
  return (
    <li className="relative flex items-center gap-3 px-4 py-3 hover:bg-sunken/60">
      <PlatformMark platform={connection.platform} name={platform} />
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm">
          <Link to={`/channels/${connection.id}`} className="font-medium after:absolute after:inset-0 hover:underline">
            {connection.name}
          </Link>
          <Badge tone={status.tone}>{status.label}</Badge>
        </p>
        <p className="text-[13px] text-ink-soft">
          {platform} · last order <LastOrder connectionId={connection.id} />
        </p>
        {connection.statusReason && (
          <p className="mt-1 flex gap-1.5 text-[13px] text-bad">
            <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            {connection.statusReason}
          </p>
        )}
      </div>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-soft" />
    </li>
  );
}

function PlatformCard({ platform }: { platform: Platform }) {
  return (
    <div className="relative flex h-full gap-3 rounded-lg border border-line bg-surface p-4 transition-colors hover:border-line-strong">
      <PlatformMark platform={platform.platform} name={platform.name} />
      <div className="min-w-0">
        <Link
          to={`/channels/connect/${platform.platform}`}
          className="text-sm font-semibold after:absolute after:inset-0 after:rounded-lg"
        >
          <span className="sr-only">Connect </span>
          {platform.name}
        </Link>
        <p className="text-[13px] text-ink-soft">{about(platform)}</p>
      </div>
    </div>
  );
}
