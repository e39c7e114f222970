import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { z } from "zod/mini";
import { api, ask } from "@/api/client";
import { Button } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { TextField } from "@/ui/Field";
import { Refusal } from "@/ui/States";
import { toast } from "@/ui/Toast";
import { problemOfSplit, splittable } from "./shipGroups";
import { chosenLines, Quantities, Units, UnitsOfLine } from "./Units";
import type { Order } from "./words";

/** Takes units out of the order into a ship group of their own. */
export function SplitDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const queries = useQueryClient();
  const lines = splittable(order);
  const Entered = z.object({
    quantities: Quantities,
    note: z.string().check(z.maxLength(500, "Use at most 500 characters.")),
  });
  const {
    register,
    handleSubmit,
    setError,
    setValue,
    watch,
    formState: { errors },
  } = useForm<z.infer<typeof Entered>>({
    resolver: zodResolver(Entered),
    defaultValues: { quantities: lines.map(() => 0), note: "" },
  });
  const chosen = watch("quantities");
  const split = useMutation({
    mutationFn: (entered: z.infer<typeof Entered>) =>
      ask(
        api.POST("/api/v1/orders/{id}/ship-groups", {
          params: { path: { id: order.id } },
          body: {
            version: order.version,
            lines: chosenLines(lines, entered.quantities),
            note: entered.note.trim(),
          },
        }),
      ),
    onSuccess: (next) => {
      queries.setQueryData(["orders", "one", order.id], next);
      void queries.invalidateQueries({ queryKey: ["orders"] });
      toast.good("The order is split. Each group is shipped and held by itself.");
      onClose();
    },
    // where it was the channel that changed the order meanwhile, the next try is of what it is now
    onError: () => void queries.invalidateQueries({ queryKey: ["orders", "one", order.id] }),
  });
  function step(index: number, by: number) {
    const now = Number.isInteger(chosen[index]) ? (chosen[index] ?? 0) : 0;
    const most = lines[index]?.quantity ?? 0;
    setValue(`quantities.${index}`, Math.min(most, Math.max(0, now + by)), { shouldValidate: true });
  }

  return (
    <Dialog open onClose={onClose} title={`Split ${order.number || order.externalId}`}>
      <form
        noValidate
        onSubmit={handleSubmit((entered) => {
          const above = lines.findIndex((line, index) => (entered.quantities[index] ?? 0) > line.quantity);
          const problem = problemOfSplit(lines, entered.quantities);
          if (above >= 0) {
            setError(`quantities.${above}`, { message: `At most ${lines[above]?.quantity}.` }, { shouldFocus: true });
          } else if (problem) {
            setError("quantities.0", { message: problem }, { shouldFocus: true });
          } else {
            split.mutate(entered);
          }
        })}
      >
        <div className="flex flex-col gap-4">
          <p className="text-sm">
            What you choose becomes a ship group of its own. What is reserved goes with it first; the rest of the order
            goes its own way.
          </p>
          <Units legend="Units for the new group">
            {lines.map((line, index) => (
              <UnitsOfLine
                key={line.externalId}
                title={line.title}
                hint={`${line.allocatedQuantity} reserved of ${line.quantity} to ship`}
                most={line.quantity}
                error={errors.quantities?.[index]?.message}
                steps={{ chosen: chosen[index] ?? 0, by: (units) => step(index, units) }}
                {...register(`quantities.${index}`, { valueAsNumber: true })}
              />
            ))}
          </Units>
          <TextField
            label="Note"
            optional
            help="For the people who pack it."
            error={errors.note?.message}
            {...register("note")}
          />
          <Refusal error={split.error} />
        </div>
        <DialogActions>
          <Button onClick={onClose}>Keep it together</Button>
          <Button type="submit" look="primary" busy={split.isPending}>
            Split
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
