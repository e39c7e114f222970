import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Minus, Plus } from "lucide-react";
import { useForm } from "react-hook-form";
import { z } from "zod/mini";
import { api, ask } from "@/api/client";
import { Button, IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { CONTROL, TextField } from "@/ui/Field";
import { Refusal } from "@/ui/States";
import { toast } from "@/ui/Toast";
import { problemOfSplit, splittable } from "./shipGroups";
import type { Order } from "./words";

const WHOLE = "Enter a whole number.";

/** Takes units out of the order into a ship group of their own. */
export function SplitDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const queries = useQueryClient();
  const lines = splittable(order);
  const Entered = z.object({
    quantities: z.array(z.number(WHOLE).check(z.int(WHOLE), z.minimum(0, "Not below 0."))),
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
            lines: lines.flatMap((line, index) => {
              const quantity = entered.quantities[index] ?? 0;
              return quantity > 0 ? [{ externalId: line.externalId, quantity }] : [];
            }),
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
          <fieldset>
            <legend className="mb-1.5 text-sm font-medium">Units for the new group</legend>
            <ul className="flex flex-col divide-y divide-line rounded-md border border-line">
              {lines.map((line, index) => (
                <li key={line.externalId} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm">
                  <label htmlFor={`split-${index}`} className="min-w-0 grow basis-40 [overflow-wrap:anywhere]">
                    {line.title}
                    <span className="block text-[13px] text-ink-soft">
                      {line.allocatedQuantity} reserved of {line.quantity} to ship
                    </span>
                  </label>
                  <div className="flex shrink-0 items-center gap-1">
                    <IconButton
                      label={`One fewer: ${line.title}`}
                      icon={<Minus aria-hidden className="size-4" />}
                      disabled={(chosen[index] ?? 0) <= 0}
                      onClick={() => step(index, -1)}
                    />
                    <input
                      id={`split-${index}`}
                      type="number"
                      inputMode="numeric"
                      min={0}
                      max={line.quantity}
                      aria-invalid={errors.quantities?.[index] ? true : undefined}
                      aria-describedby={errors.quantities?.[index] ? `split-${index}-error` : undefined}
                      className={cx(CONTROL, "w-16 text-center")}
                      {...register(`quantities.${index}`, { valueAsNumber: true })}
                    />
                    <IconButton
                      label={`One more: ${line.title}`}
                      icon={<Plus aria-hidden className="size-4" />}
                      disabled={(chosen[index] ?? 0) >= line.quantity}
                      onClick={() => step(index, 1)}
                    />
                  </div>
                  {errors.quantities?.[index] && (
                    <p id={`split-${index}-error`} className="w-full text-[13px] font-medium text-bad">
                      {errors.quantities[index].message}
                    </p>
                  )}
                </li>
              ))}
            </ul>
          </fieldset>
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
