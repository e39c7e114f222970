import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { z } from "zod/mini";
import { api, ask } from "@/api/client";
import { Button } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Select, TextField } from "@/ui/Field";
import { formatNumber } from "@/ui/format";
import { Refusal } from "@/ui/States";
import { toast } from "@/ui/Toast";
import type { Item } from "./types";
import { useLocations } from "./useLocations";

const WHOLE = "Enter a whole number.";
const Entered = z
  .object({
    how: z.enum(["count", "add", "take"]),
    units: z.number(WHOLE).check(z.int(WHOLE), z.minimum(0, "Not below 0."), z.maximum(1_000_000, "That is too many.")),
    locationId: z.string(),
    reason: z.string().check(
      z.refine((text) => text.trim() !== "", "Say why, in a few words."),
      z.maxLength(500, "Use at most 500 characters."),
    ),
  })
  .check(z.refine(({ how, units }) => how === "count" || units > 0, { path: ["units"], message: "Enter at least 1." }));
type Entered = z.infer<typeof Entered>;

/** A count sets what is there; adding and taking away correct it. Each needs a reason, which the ledger keeps. */
export function CountDialog({ item, onClose }: { item: Item; onClose: () => void }) {
  const queries = useQueryClient();
  const locations = useLocations().data?.items ?? [];
  const {
    register,
    handleSubmit,
    watch,
    formState: { errors },
  } = useForm<Entered>({
    resolver: zodResolver(Entered),
    defaultValues: { how: "count", locationId: item.locations[0]?.locationId ?? "MAIN", reason: "" },
  });
  const change = useMutation({
    mutationFn: ({ how, units, locationId, reason }: Entered) => {
      const query = { params: { query: { sku: item.sku } } };
      return how === "count"
        ? ask(api.PUT("/api/v1/inventory/quantity", { ...query, body: { locationId, onHand: units, reason } }))
        : ask(
            api.POST("/api/v1/inventory/adjustments", {
              ...query,
              body: { locationId, delta: how === "add" ? units : -units, reason },
            }),
          );
    },
    onSuccess: (next) => {
      void queries.invalidateQueries({ queryKey: ["inventory"] });
      toast.good(`${next.sku}: ${formatNumber(next.onHand)} on hand, ${formatNumber(next.available)} available.`);
      onClose();
    },
  });
  const how = watch("how");
  const chosen = watch("locationId");
  const here = item.locations.find((place) => place.locationId === chosen);

  return (
    <Dialog open onClose={onClose} title={`Stock of ${item.title ?? item.sku}`}>
      <form noValidate onSubmit={handleSubmit((entered) => change.mutate(entered))}>
        <div className="flex flex-col gap-4">
          <Select label="What happened" {...register("how")}>
            <option value="count">I counted: this many are there</option>
            <option value="add">Units came in</option>
            <option value="take">Units are gone: broken, lost, used</option>
          </Select>
          {locations.length > 1 && (
            <Select label="Location" {...register("locationId")}>
              {locations.map((place) => (
                <option key={place.id} value={place.id}>
                  {place.name}
                </option>
              ))}
            </Select>
          )}
          <TextField
            label={how === "count" ? "Units on hand" : how === "add" ? "Units to add" : "Units to take away"}
            type="number"
            inputMode="numeric"
            min={0}
            help={
              here
                ? `Now ${formatNumber(here.onHand)} on hand, ${formatNumber(here.reserved)} of them reserved.`
                : "Nothing is stored here yet."
            }
            error={errors.units?.message}
            {...register("units", { valueAsNumber: true })}
          />
          <TextField
            label="Reason"
            placeholder={how === "count" ? "Yearly count" : how === "add" ? "Delivery 4711" : "Broken"}
            error={errors.reason?.message}
            {...register("reason")}
          />
          <Refusal error={change.error} />
        </div>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={change.isPending}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
