import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BookmarkPlus, X } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useSearchParams } from "react-router";
import { z } from "zod/mini";
import { api, ask, type Schemas } from "@/api/client";
import { Button, IconButton } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { cx } from "@/ui/cx";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Checkbox, TextField } from "@/ui/Field";
import { Refusal } from "@/ui/States";
import { toast } from "@/ui/Toast";
import { filterIn, isFiltered, type OrderFilter } from "./filter";

type View = Schemas["SavedViewsSavedView"];
type ViewFilters = View["filters"];

const DAY_MS = 86_400_000;

/** One's own filters by name: one click each. */
export function SavedViews() {
  const [search, setSearch] = useSearchParams();
  const [saving, setSaving] = useState(false);
  const [removing, setRemoving] = useState<View | null>(null);
  const views = useQuery({
    queryKey: ["order-views"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/orders/views", { signal })),
    staleTime: 60_000,
  }).data?.items;
  const filter = filterIn(search);
  const open = search.get("view");
  if (!views || (views.length === 0 && !isFiltered(filter))) {
    return null;
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {views.map((view) => (
        <span
          key={view.id}
          className={cx(
            "inline-flex items-center rounded-full border text-sm",
            open === view.id ? "border-accent bg-accent-soft text-accent-ink" : "border-line bg-surface",
          )}
        >
          <button
            type="button"
            aria-pressed={open === view.id}
            className="min-h-8 rounded-full py-1 pr-1 pl-3 max-sm:min-h-11"
            onClick={() => setSearch(toSearch(view))}
          >
            {view.name}
          </button>
          <IconButton
            label={`Remove the view ${view.name}`}
            icon={<X aria-hidden className="size-3.5" />}
            className="size-7 rounded-full"
            onClick={() => setRemoving(view)}
          />
        </span>
      ))}
      {isFiltered(filter) && !open && (
        <Button look="quiet" icon={<BookmarkPlus aria-hidden className="size-4" />} onClick={() => setSaving(true)}>
          Save as a view
        </Button>
      )}
      {saving && <SaveView filter={filter} onClose={() => setSaving(false)} />}
      {removing && <RemoveView view={removing} onClose={() => setRemoving(null)} />}
    </div>
  );
}

/** A view of the last days moves with the calendar. */
function toSearch(view: View): URLSearchParams {
  const { status, flag, connectionId, q, from, to, placedWithinDays } = view.filters;
  const search = new URLSearchParams({ view: view.id });
  for (const one of status ?? []) {
    search.append("status", one);
  }
  for (const one of flag ?? []) {
    search.append("flag", one);
  }
  const begin = placedWithinDays ? new Date(Date.now() - placedWithinDays * DAY_MS).toISOString().slice(0, 10) : from;
  for (const [name, value] of Object.entries({ connectionId, q, from: begin, to })) {
    if (value) {
      search.set(name, value);
    }
  }
  return search;
}

const Entered = z.object({
  name: z.string().check(
    z.refine((text) => text.trim() !== "", "Give it a name."),
    z.maxLength(100, "Use at most 100 characters."),
  ),
  moving: z.boolean(),
});

function SaveView({ filter, onClose }: { filter: OrderFilter; onClose: () => void }) {
  const queries = useQueryClient();
  const [, setSearch] = useSearchParams();
  const {
    register,
    handleSubmit,
    formState: { errors },
  } = useForm({ resolver: zodResolver(Entered), defaultValues: { name: "", moving: true } });
  const days = filter.from && !filter.to ? Math.ceil((Date.now() - new Date(filter.from).getTime()) / DAY_MS) : 0;
  const save = useMutation({
    mutationFn: ({ name, moving }: z.infer<typeof Entered>) => {
      const { from, ...rest } = filter;
      const filters: ViewFilters = moving && days > 0 ? { ...rest, placedWithinDays: days } : filter;
      return ask(api.POST("/api/v1/orders/views", { body: { name: name.trim(), filters } }));
    },
    onSuccess: (view) => {
      void queries.invalidateQueries({ queryKey: ["order-views"] });
      setSearch(toSearch(view), { replace: true });
      toast.good(`The view ${view.name} was saved.`);
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title="Save as a view">
      <form noValidate className="flex flex-col gap-4" onSubmit={handleSubmit((entered) => save.mutate(entered))}>
        <TextField label="Name" placeholder="To ship today" error={errors.name?.message} {...register("name")} />
        {days > 0 && <Checkbox label={`Always the last ${days} days`} {...register("moving")} />}
        <Refusal error={save.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={save.isPending}>
            Save view
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function RemoveView({ view, onClose }: { view: View; onClose: () => void }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => ask(api.DELETE("/api/v1/orders/views/{id}", { params: { path: { id: view.id } } })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["order-views"] });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Remove the view ${view.name}?`}
      action="Remove"
      danger
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
    >
      <p>Only the view goes; the orders stay.</p>
    </ConfirmDialog>
  );
}
