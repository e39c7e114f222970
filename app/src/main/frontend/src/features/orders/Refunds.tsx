import { useQuery } from "@tanstack/react-query";
import { api, ask, type Schemas } from "@/api/client";
import { Badge, type Tone } from "@/ui/Badge";
import { formatMoney } from "@/ui/format";
import { Card } from "@/ui/Page";
import { Moment } from "@/ui/Time";
import type { Order } from "./words";

type Refund = Schemas["RefundResponse"];

const NEWS: Record<Refund["announcement"], { label: string; tone: Tone }> = {
  WAITING: { label: "Asking the channel…", tone: "info" },
  CONFIRMED: { label: "Given back", tone: "good" },
  REFUSED: { label: "The channel refused it", tone: "bad" },
  NOT_TOLD: { label: "The channel takes no news", tone: "neutral" },
};

/** What was given back: from here, or in the channel. */
export function Refunds({ order }: { order: Order }) {
  const refunds = useQuery({
    queryKey: ["orders", "refunds", order.id, order.version],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/orders/{id}/refunds", { params: { path: { id: order.id } }, signal })),
    refetchInterval: (query) => (query.state.data?.some((refund) => refund.announcement === "WAITING") ? 2_000 : false),
  }).data;
  const told = new Set(refunds?.map((refund) => refund.receipt));
  const others = order.refunds.filter((refund) => !told.has(refund.externalId));
  if (!refunds?.length && others.length === 0) {
    return null;
  }
  return (
    <Card title="Refunds">
      <ul className="flex flex-col gap-3 text-sm">
        {refunds?.map((refund) => (
          <li key={refund.id} className="flex flex-col gap-0.5">
            <p className="flex flex-wrap items-center gap-2">
              <strong className="font-medium tabular-nums">{formatMoney(refund.amount)}</strong>
              <Badge tone={NEWS[refund.announcement].tone}>{NEWS[refund.announcement].label}</Badge>
              <span className="text-ink-soft">
                <Moment time={refund.requestedAt} />
              </span>
            </p>
            {refund.reason && <p className="text-ink-soft">{refund.reason}</p>}
            {refund.problem && <p className="text-bad">{refund.problem}</p>}
          </li>
        ))}
        {others.map((refund) => (
          <li key={refund.externalId} className="flex flex-wrap items-center gap-2">
            <strong className="font-medium tabular-nums">{formatMoney(refund.amount)}</strong>
            <Badge>Given back in the channel</Badge>
            {refund.at && (
              <span className="text-ink-soft">
                <Moment time={refund.at} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
