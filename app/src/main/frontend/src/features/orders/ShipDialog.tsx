import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod/mini";
import { api, ask } from "@/api/client";
import { Button } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Checkbox, TextField } from "@/ui/Field";
import { Refusal } from "@/ui/States";
import { toast } from "@/ui/Toast";
import { leaving, type ShipGroup } from "./shipGroups";
import { chosenLines, Quantities, Units, UnitsOfLine } from "./Units";
import type { Order } from "./words";

/** Tells that goods leave the house: all that is left or a part of it, or one ship group as a whole. */
export function ShipDialog({ order, group, onClose }: { order: Order; group?: ShipGroup; onClose: () => void }) {
  const queries = useQueryClient();
  const lines = leaving(order, group);
  const units = lines.reduce((sum, line) => sum + line.quantity, 0);
  const carriers = useId();
  const known = useQuery({
    queryKey: ["connections", "carriers", order.connectionId],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/integrations/{id}/carriers", { params: { path: { id: order.connectionId } }, signal })),
    staleTime: 600_000,
    retry: false,
  }).data?.known;
  const Entered = z.object({
    carrier: z.string().check(z.refine((text) => text.trim() !== "", "Enter who carries it.")),
    trackingNumber: z.string(),
    trackingUrl: z.string().check(z.regex(/^$|^https?:\/\/\S+$/, "An address that begins with https://")),
    notifyCustomer: z.boolean(),
    quantities: Quantities,
  });
  const {
    register,
    handleSubmit,
    setError,
    formState: { errors },
  } = useForm<z.infer<typeof Entered>>({
    resolver: zodResolver(Entered),
    defaultValues: {
      carrier: "",
      trackingNumber: "",
      trackingUrl: "",
      notifyCustomer: true,
      quantities: lines.map((line) => (group ? line.quantity : line.allocatedQuantity)),
    },
  });
  const ship = useMutation({
    mutationFn: (entered: z.infer<typeof Entered>) =>
      ask(
        api.POST("/api/v1/orders/{id}/shipments", {
          params: { path: { id: order.id } },
          body: {
            ...(group
              ? { shipGroup: group.number }
              : {
                  lines: chosenLines(lines, entered.quantities),
                }),
            carrier: entered.carrier.trim(),
            trackingNumber: entered.trackingNumber.trim(),
            trackingUrl: entered.trackingUrl,
            notifyCustomer: entered.notifyCustomer,
          },
        }),
      ),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["orders"] });
      void queries.invalidateQueries({ queryKey: ["inventory"] });
      toast.good("Shipped. The channel is being told.");
      onClose();
    },
  });

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Ship ${order.number || order.externalId}${group ? `, group ${group.number}` : ""}`}
    >
      <form
        noValidate
        onSubmit={handleSubmit((entered) => {
          if (!group && entered.quantities.every((quantity) => quantity === 0)) {
            setError("quantities.0", { message: "Choose at least one unit." });
          } else {
            ship.mutate(entered);
          }
        })}
      >
        <div className="flex flex-col gap-4">
          <Units
            legend="What leaves now"
            help={
              !group &&
              units > 1 &&
              "Enter fewer to ship in parts: what stays behind leaves later, in a parcel of its own."
            }
          >
            {lines.map((line, index) => (
              <UnitsOfLine
                key={line.externalId}
                title={line.title}
                hint={`${line.allocatedQuantity} reserved of ${line.quantity} to ship`}
                most={line.allocatedQuantity}
                readOnly={group !== undefined}
                error={errors.quantities?.[index]?.message}
                {...register(`quantities.${index}`, { valueAsNumber: true })}
              />
            ))}
          </Units>
          <TextField
            label="Carrier"
            placeholder="DHL, UPS, …"
            list={carriers}
            error={errors.carrier?.message}
            {...register("carrier")}
          />
          <datalist id={carriers}>
            {known?.map((carrier) => (
              <option key={carrier.code} value={carrier.name} />
            ))}
          </datalist>
          <TextField label="Tracking number" optional {...register("trackingNumber")} />
          <TextField
            label="Tracking address"
            optional
            type="url"
            placeholder="https://…"
            error={errors.trackingUrl?.message}
            {...register("trackingUrl")}
          />
          <Checkbox label="Let the channel write to the customer" {...register("notifyCustomer")} />
          <Refusal error={ship.error} />
        </div>
        <DialogActions>
          <Button onClick={onClose}>Not yet</Button>
          <Button type="submit" look="primary" busy={ship.isPending}>
            Ship
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
