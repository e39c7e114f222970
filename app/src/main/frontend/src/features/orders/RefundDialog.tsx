import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod/mini";
import { api, ask } from "@/api/client";
import { Button } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { TextField } from "@/ui/Field";
import { formatMoney } from "@/ui/format";
import { Refusal } from "@/ui/States";
import { toast } from "@/ui/Toast";
import { chosenLines, Quantities, Units, UnitsOfLine } from "./Units";
import type { Order } from "./words";

/** Money back by the channel's own way of payment: for lines, by an amount, or both. */
export function RefundDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const queries = useQueryClient();
  // the same key for each try: a refund that did arrive is not given twice
  const [key] = useState(() => `portal-${Date.now()}-${Math.random().toString(36).slice(2)}`);
  const Entered = z.object({
    quantities: Quantities,
    amount: z.string().check(z.regex(/^\s*$|^\s*\d+([.,]\d+)?\s*$/, "An amount like 12.50.")),
    reason: z.string().check(z.maxLength(500, "Use at most 500 characters.")),
  });
  const {
    register,
    handleSubmit,
    setError,
    formState: { errors },
  } = useForm<z.infer<typeof Entered>>({
    resolver: zodResolver(Entered),
    defaultValues: { quantities: order.lines.map(() => 0), amount: "", reason: "" },
  });
  const refund = useMutation({
    mutationFn: ({ quantities, amount, reason }: z.infer<typeof Entered>) =>
      ask(
        api.POST("/api/v1/orders/{id}/refunds", {
          params: { path: { id: order.id }, header: { "Idempotency-Key": key } },
          body: {
            lines: chosenLines(order.lines, quantities),
            ...(amount.trim() ? { amount: { amount: amount.trim().replace(",", "."), currency: order.currency } } : {}),
            ...(reason.trim() ? { reason: reason.trim() } : {}),
          },
        }),
      ),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ["orders"] });
      toast.good(`${formatMoney(made.amount)} go back to the buyer. The channel is being told.`);
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={`Refund ${order.number || order.externalId}`}>
      <form
        noValidate
        onSubmit={handleSubmit((entered) => {
          if (entered.amount.trim() === "" && entered.quantities.every((quantity) => quantity === 0)) {
            setError("amount", { message: "Choose units, or enter an amount." });
          } else {
            refund.mutate(entered);
          }
        })}
      >
        <div className="flex flex-col gap-4">
          <p className="text-sm">
            Paid {formatMoney(order.totals.grandTotal)}, given back so far {formatMoney(order.totals.refunded)}.
          </p>
          <Units legend="Units to give back">
            {order.lines.map((line, index) => (
              <UnitsOfLine
                key={line.externalId}
                title={line.title}
                hint={`${line.quantity} at ${formatMoney(line.unitPrice)}`}
                most={line.quantity}
                error={errors.quantities?.[index]?.message}
                {...register(`quantities.${index}`, { valueAsNumber: true })}
              />
            ))}
          </Units>
          <TextField
            label={`Amount in ${order.currency}`}
            optional
            inputMode="decimal"
            help="All that the buyer gets back. Left empty, it is what the units come to."
            error={errors.amount?.message}
            {...register("amount")}
          />
          <TextField label="Reason" optional error={errors.reason?.message} {...register("reason")} />
          <Refusal error={refund.error} />
        </div>
        <DialogActions>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" look="primary" busy={refund.isPending}>
            Refund
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
