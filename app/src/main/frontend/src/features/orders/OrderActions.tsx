import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CirclePause, CirclePlay, CircleX, Inbox, Split, Truck, Undo2 } from "lucide-react";
import { useState } from "react";
import { api, ask } from "@/api/client";
import { Button } from "@/ui/Button";
import { ReasonDialog } from "@/ui/ReasonDialog";
import { toast } from "@/ui/Toast";
import { RefundDialog } from "./RefundDialog";
import { ShipDialog } from "./ShipDialog";
import { SplitDialog } from "./SplitDialog";
import { canSplit, leaving } from "./shipGroups";
import type { Order, OrderStatus } from "./words";

const REFUNDABLE: Order["financialStatus"][] = ["PAID", "PARTIALLY_PAID", "PARTIALLY_REFUNDED"];
const GONE: OrderStatus[] = ["SHIPPED", "DELIVERED", "CANCELLED", "CLOSED"];

/** What can be done with the order in its present state. */
export function OrderActions({ order }: { order: Order }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState<"hold" | "cancel" | "ship" | "split" | "refund" | null>(null);
  const close = () => setAsking(null);

  function changed(text: string) {
    return (next: Order) => {
      queries.setQueryData(["orders", "one", order.id], next);
      void queries.invalidateQueries({ queryKey: ["orders", "list"] });
      toast.good(text);
      close();
    };
  }
  const path = { params: { path: { id: order.id } } };
  const hold = useMutation({
    mutationFn: (reason: string) =>
      ask(api.POST("/api/v1/orders/{id}/hold", { ...path, body: reason ? { reason } : {} })),
    onSuccess: changed("The order is on hold."),
  });
  const release = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/orders/{id}/release", path)),
    onSuccess: (next) =>
      changed(next.heldBy.length === 0 ? "The order is released." : "Released, but something else still holds it.")(
        next,
      ),
    onError: toast.bad,
  });
  const cancel = useMutation({
    mutationFn: (reason: string) => ask(api.DELETE("/api/v1/orders/{id}", { ...path, body: reason ? { reason } : {} })),
    onSuccess: changed("The order is cancelled; its channel is told."),
  });

  const takeIn = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/orders/{id}/take-in", path)),
    onSuccess: changed("The order is taken in."),
    onError: toast.bad,
  });

  const gone = GONE.includes(order.status);
  const shippable = order.status !== "ON_HOLD" && leaving(order).length > 0;
  const refund = REFUNDABLE.includes(order.financialStatus) && (
    <Button icon={<Undo2 aria-hidden className="size-4" />} onClick={() => setAsking("refund")}>
      Refund
    </Button>
  );
  const refundDialog = asking === "refund" && <RefundDialog order={order} onClose={close} />;
  if (gone) {
    return (
      <>
        {refund}
        {refundDialog}
      </>
    );
  }
  return (
    <>
      {order.ignoredBecause && (
        <Button
          look="primary"
          icon={<Inbox aria-hidden className="size-4" />}
          busy={takeIn.isPending}
          onClick={() => takeIn.mutate()}
        >
          Take in
        </Button>
      )}
      {order.heldBy.length > 0 ? (
        <Button
          icon={<CirclePlay aria-hidden className="size-4" />}
          busy={release.isPending}
          onClick={() => release.mutate()}
        >
          Release
        </Button>
      ) : (
        <Button icon={<CirclePause aria-hidden className="size-4" />} onClick={() => setAsking("hold")}>
          Hold
        </Button>
      )}
      {canSplit(order) && !order.ignoredBecause && (
        <Button icon={<Split aria-hidden className="size-4" />} onClick={() => setAsking("split")}>
          Split
        </Button>
      )}
      {refund}
      {refundDialog}
      <Button look="danger" icon={<CircleX aria-hidden className="size-4" />} onClick={() => setAsking("cancel")}>
        Cancel order
      </Button>
      {shippable && (
        <Button look="primary" icon={<Truck aria-hidden className="size-4" />} onClick={() => setAsking("ship")}>
          Ship
        </Button>
      )}
      {asking === "hold" && (
        <ReasonDialog
          open
          onClose={close}
          title="Hold this order"
          action="Hold"
          busy={hold.isPending}
          error={hold.error}
          onReason={(reason) => hold.mutate(reason)}
        >
          <p>Its stock stays reserved. It is not shipped until somebody releases it.</p>
        </ReasonDialog>
      )}
      {asking === "cancel" && (
        <ReasonDialog
          open
          onClose={close}
          title="Cancel this order"
          action="Cancel order"
          danger
          busy={cancel.isPending}
          error={cancel.error}
          onReason={(reason) => cancel.mutate(reason)}
        >
          <p>
            Its stock goes back to the shelf, and the channel is told where it takes such news. This can't be undone
            here.
          </p>
        </ReasonDialog>
      )}
      {asking === "ship" && <ShipDialog order={order} onClose={close} />}
      {asking === "split" && <SplitDialog order={order} onClose={close} />}
    </>
  );
}
