import { useQuery } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { api, ask, type Schemas } from "@/api/client";
import { Badge, type Tone } from "@/ui/Badge";
import { Card } from "@/ui/Page";
import { Moment } from "@/ui/Time";
import type { Order } from "./words";

type Shipment = Schemas["ShipmentResponse"];

const NEWS: Record<Shipment["announcement"], { label: string; tone: Tone }> = {
  WAITING: { label: "Telling the channel…", tone: "info" },
  CONFIRMED: { label: "The channel knows", tone: "good" },
  REFUSED: { label: "The channel refused it", tone: "bad" },
  NOT_TOLD: { label: "The channel takes no news", tone: "neutral" },
};

/** What left the house: told here, or by the channel. */
export function Shipments({ order }: { order: Order }) {
  const shipments = useQuery({
    queryKey: ["orders", "shipments", order.id, order.version],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/orders/{id}/shipments", { params: { path: { id: order.id } }, signal })),
    refetchInterval: (query) =>
      query.state.data?.some((shipment) => shipment.announcement === "WAITING") ? 2_000 : false,
  }).data;
  // as long as the channel tells nothing of it, ours stands among the order's parcels under its own id
  const told = new Set(shipments?.flatMap((shipment) => [shipment.id, shipment.receipt]));
  const others = order.fulfillments.filter((fulfillment) => !told.has(fulfillment.externalId));
  if (!shipments?.length && others.length === 0) {
    return null;
  }
  return (
    <Card title="Shipments">
      <ul className="flex flex-col gap-4">
        {shipments?.map((shipment) => (
          <li key={shipment.id} className="flex flex-col gap-1 text-sm">
            <p className="flex flex-wrap items-center gap-2">
              <strong className="font-medium">{shipment.carrier || "No carrier"}</strong>
              <Badge tone={NEWS[shipment.announcement].tone}>{NEWS[shipment.announcement].label}</Badge>
              <span className="text-ink-soft">
                <Moment time={shipment.shippedAt} />
              </span>
            </p>
            <Tracking numbers={shipment.trackingNumbers} url={shipment.trackingUrl} />
            <Parts order={order} lines={shipment.lines} />
            {shipment.problem && <p className="text-bad">{shipment.problem}</p>}
          </li>
        ))}
        {others.map((fulfillment) => (
          <li key={fulfillment.externalId} className="flex flex-col gap-1 text-sm">
            <p className="flex flex-wrap items-center gap-2">
              <strong className="font-medium">{fulfillment.carrier || "No carrier"}</strong>
              <Badge>Told by the channel</Badge>
              {fulfillment.at && (
                <span className="text-ink-soft">
                  <Moment time={fulfillment.at} />
                </span>
              )}
            </p>
            <Tracking numbers={fulfillment.trackingNumbers} url={null} />
            <Parts
              order={order}
              lines={fulfillment.lines.map((line) => ({ externalId: line.lineExternalId, quantity: line.quantity }))}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Tracking({ numbers, url }: { numbers: string[]; url: string | null }) {
  if (numbers.length === 0) {
    return null;
  }
  const text = numbers.join(", ");
  return url && /^https?:\/\//.test(url) ? (
    <a
      className="inline-flex items-center gap-1 self-start font-mono text-[13px] text-accent-ink hover:underline"
      href={url}
      target="_blank"
      rel="noreferrer"
    >
      {text}
      <ExternalLink aria-hidden className="size-3.5" />
    </a>
  ) : (
    <p className="font-mono text-[13px]">{text}</p>
  );
}

function Parts({ order, lines }: { order: Order; lines: { externalId: string; quantity: number }[] }) {
  const titles = new Map(order.lines.map((line) => [line.externalId, line.title]));
  return (
    <p className="text-ink-soft">
      {lines.map((line) => `${line.quantity} × ${titles.get(line.externalId) ?? line.externalId}`).join(", ")}
    </p>
  );
}
