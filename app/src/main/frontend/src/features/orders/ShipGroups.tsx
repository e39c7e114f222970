import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CirclePause, CirclePlay, Merge, Truck } from "lucide-react";
import { useState } from "react";
import { api, ask } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Page";
import { ReasonDialog } from "@/ui/ReasonDialog";
import { toast } from "@/ui/Toast";
import { ShipDialog } from "./ShipDialog";
import { leaving, REST, type ShipGroup } from "./shipGroups";
import { type Order, STATUSES } from "./words";

/** How the order is divided; nothing while everything leaves together. */
export function ShipGroups({ order }: { order: Order }) {
  if (order.shipGroups.length === 0) {
    return null;
  }
  return (
    <div className="grid gap-4 sm:grid-cols-[repeat(auto-fit,minmax(17rem,1fr))]">
      {order.shipGroups.map((group) => (
        <Group key={group.number} order={order} group={group} />
      ))}
    </div>
  );
}

function Group({ order, group }: { order: Order; group: ShipGroup }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState<"hold" | "ship" | null>(null);
  const close = () => setAsking(null);
  const rest = group.number === REST;
  const name = `Ship group ${group.number}`;
  const path = { params: { path: { id: order.id, number: group.number } } };

  function changed(text: string) {
    return (next: Order) => {
      queries.setQueryData(["orders", "one", order.id], next);
      void queries.invalidateQueries({ queryKey: ["orders"] });
      toast.good(text);
      close();
    };
  }
  const refused = (problem: unknown) => {
    void queries.invalidateQueries({ queryKey: ["orders", "one", order.id] });
    toast.bad(problem);
  };
  const hold = useMutation({
    mutationFn: (reason: string) =>
      ask(
        api.POST("/api/v1/orders/{id}/ship-groups/{number}/hold", {
          ...path,
          body: reason ? { reason } : {},
        }),
      ),
    onSuccess: changed(`${name} is on hold.`),
  });
  const release = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/orders/{id}/ship-groups/{number}/release", path)),
    onSuccess: changed(`${name} is released.`),
    onError: refused,
  });
  const merge = useMutation({
    mutationFn: () => ask(api.DELETE("/api/v1/orders/{id}/ship-groups/{number}", path)),
    onSuccess: changed(`${name} is a part of the rest again.`),
    onError: refused,
  });

  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2">
          {name}
          <Badge tone={STATUSES[group.status].tone}>{STATUSES[group.status].label}</Badge>
        </span>
      }
    >
      <div className="flex h-full flex-col gap-3 text-sm">
        {rest && <p className="text-ink-soft">The rest of the order.</p>}
        {group.note && <p className="[overflow-wrap:anywhere]">{group.note}</p>}
        {group.heldBecause && <p className="[overflow-wrap:anywhere]">On hold: {group.heldBecause}</p>}
        <ul aria-label={`Lines of ship group ${group.number}`} className="flex flex-col gap-1">
          {leaving(order, group).map((line) => (
            <li key={line.externalId} className="[overflow-wrap:anywhere]">
              {line.quantity} × {line.title}
              <span className="block text-[13px] text-ink-soft">{line.allocatedQuantity} reserved</span>
            </li>
          ))}
        </ul>
        {/* the same words for each group: its name tells a screen reader which */}
        <fieldset aria-label={name} className="flex flex-wrap gap-2">
          {group.heldBecause ? (
            <Button
              icon={<CirclePlay aria-hidden className="size-4" />}
              busy={release.isPending}
              onClick={() => release.mutate()}
            >
              Release
            </Button>
          ) : (
            <>
              <Button icon={<Truck aria-hidden className="size-4" />} onClick={() => setAsking("ship")}>
                Ship
              </Button>
              <Button icon={<CirclePause aria-hidden className="size-4" />} onClick={() => setAsking("hold")}>
                Hold
              </Button>
            </>
          )}
          {!rest && (
            <Button
              icon={<Merge aria-hidden className="size-4" />}
              busy={merge.isPending}
              onClick={() => merge.mutate()}
            >
              Merge
            </Button>
          )}
        </fieldset>
      </div>
      {asking === "hold" && (
        <ReasonDialog
          open
          onClose={close}
          title={`Hold ship group ${group.number}`}
          action="Hold"
          busy={hold.isPending}
          error={hold.error}
          onReason={(reason) => hold.mutate(reason)}
        >
          <p>Its stock stays reserved. It is not shipped until somebody releases it; the other groups go on.</p>
        </ReasonDialog>
      )}
      {asking === "ship" && <ShipDialog order={order} {...(rest ? {} : { group })} onClose={close} />}
    </Card>
  );
}
