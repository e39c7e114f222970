import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { Link, useParams } from "react-router";
import { api, ask } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { Copyable } from "@/ui/CopyButton";
import { Fact, Facts } from "@/ui/Facts";
import { Card, Page } from "@/ui/Page";
import { ErrorState, LoadingRows } from "@/ui/States";
import { Tabs } from "@/ui/Tabs";
import { Moment } from "@/ui/Time";
import { Activity } from "./Activity";
import { ChannelActions } from "./ChannelActions";
import { ChannelSettings } from "./ChannelSettings";
import { usePlatforms } from "./ChannelsPage";
import { Files } from "./Files";
import { Alarms, Completeness, RateLimits } from "./Health";
import { Lag, LastOrder, LastSync } from "./LastOrder";
import { Mappings } from "./Mappings";
import { Progress } from "./Progress";
import { SyncJobs } from "./SyncJobs";
import { ToldStock } from "./ToldStock";
import { UnknownItems } from "./UnknownItems";
import type { Connection, Platform } from "./useConnections";
import { STATUSES } from "./words";

const CALLING: Platform["capabilities"] = ["FETCH_ORDERS", "PUSH_STOCK", "PUSH_FULFILLMENT", "CANCEL_ORDERS"];
const BACK = { to: "/channels", label: "Channels" };

export function ChannelPage() {
  const { id = "" } = useParams();
  const platforms = usePlatforms();
  const connection = useQuery({
    queryKey: ["connections", "one", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/integrations/{id}", { params: { path: { id } }, signal })),
    refetchInterval: 10_000,
  });
  if (!connection.data) {
    return (
      <Page title="Channel" back={BACK}>
        <Card flush>
          {connection.isError ? (
            <ErrorState error={connection.error} onRetry={() => void connection.refetch()} />
          ) : (
            <LoadingRows label="Loading the channel…" />
          )}
        </Card>
      </Page>
    );
  }
  const platform = platforms.data?.items.find((candidate) => candidate.platform === connection.data.platform);
  return <Channel connection={connection.data} platform={platform} />;
}

function Channel({ connection, platform }: { connection: Connection; platform: Platform | undefined }) {
  const status = STATUSES[connection.status];
  const takesFiles = connection.platform === "csv";
  return (
    <Page
      title={connection.name}
      back={BACK}
      heading={
        <span className="flex flex-wrap items-center gap-2">
          {connection.name}
          <Badge tone={status.tone}>{status.label}</Badge>
        </span>
      }
      lead={platform?.name ?? connection.platform}
      actions={platform && <ChannelActions connection={connection} platform={platform} />}
    >
      {connection.statusReason && (
        <div role="alert" className="flex gap-2.5 rounded-md bg-bad-soft px-3 py-2 text-sm">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
          <p>{connection.statusReason}</p>
        </div>
      )}
      <Alarms connection={connection} />
      <Progress connection={connection} />
      <Tabs
        label="Parts of the channel"
        items={[
          {
            key: "overview",
            label: "Overview",
            content: () => <Overview connection={connection} platform={platform} />,
          },
          ...(takesFiles ? [{ key: "files", label: "Files", content: () => <Files connection={connection} /> }] : []),
          {
            key: "items",
            label: "Items",
            content: () => (
              <div className="flex flex-col gap-4">
                <UnknownItems connectionId={connection.id} />
                <Mappings connectionId={connection.id} />
              </div>
            ),
          },
          ...(platform?.capabilities.includes("PUSH_STOCK")
            ? [{ key: "stock", label: "Stock", content: () => <ToldStock connectionId={connection.id} /> }]
            : []),
          ...(platform?.capabilities.includes("FETCH_ORDERS")
            ? [{ key: "counts", label: "Counts", content: () => <Completeness connectionId={connection.id} /> }]
            : []),
          { key: "syncs", label: "Imports", content: () => <SyncJobs connectionId={connection.id} /> },
          { key: "activity", label: "Activity", content: () => <Activity connectionId={connection.id} /> },
          ...(platform
            ? [
                {
                  key: "settings",
                  label: "Settings",
                  content: () => <ChannelSettings connection={connection} platform={platform} />,
                },
              ]
            : []),
        ]}
      />
    </Page>
  );
}

function Overview({ connection, platform }: { connection: Connection; platform: Platform | undefined }) {
  const fetches = platform?.capabilities.includes("FETCH_ORDERS") ?? false;
  const calls = (platform?.capabilities ?? []).some((capability) => CALLING.includes(capability));
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Card title="Connection">
        <Facts>
          <Fact name="Last order">
            <LastOrder connectionId={connection.id} />
          </Fact>
          <Fact name="Arrived">
            <Lag connection={connection} />
          </Fact>
          {fetches && (
            <Fact name="Last sync">
              <LastSync connectionId={connection.id} />
            </Fact>
          )}
          <Fact name="Connected since">
            <Moment time={connection.createdAt} />
          </Fact>
          {connection.webhookUrl && (
            <Fact name="Webhook address">
              <Copyable text={connection.webhookUrl} label="Copy the webhook address" />
            </Fact>
          )}
          <Fact name="Orders">
            <Link className="text-accent-ink hover:underline" to={`/orders?connectionId=${connection.id}`}>
              Show its orders
            </Link>
          </Fact>
        </Facts>
      </Card>
      {calls && <RateLimits connectionId={connection.id} />}
      <Card title="Latest imports" className="lg:col-span-2" flush>
        <SyncJobs connectionId={connection.id} limit={5} />
      </Card>
    </div>
  );
}
