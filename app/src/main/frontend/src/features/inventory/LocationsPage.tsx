import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod/mini";
import { api, ask } from "@/api/client";
import { Button } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { TextField } from "@/ui/Field";
import { formatNumber } from "@/ui/format";
import { Card, Page } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows, Refusal } from "@/ui/States";
import { Table } from "@/ui/Table";
import { toast } from "@/ui/Toast";
import type { Location } from "./types";
import { useLocations } from "./useLocations";

export function LocationsPage() {
  const locations = useLocations();
  const [editing, setEditing] = useState<Location | "new" | null>(null);
  const rows = locations.data?.items ?? [];
  return (
    <Page
      title="Locations"
      back={{ to: "/inventory", label: "Inventory" }}
      lead="The places that hold stock, in the order in which orders draw from them."
      actions={
        <Button look="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setEditing("new")}>
          Add location
        </Button>
      }
    >
      <Card flush>
        {locations.isPending ? (
          <LoadingRows rows={2} />
        ) : locations.isError ? (
          <ErrorState error={locations.error} onRetry={() => void locations.refetch()} />
        ) : rows.length === 0 ? (
          <Empty title="No locations yet">
            Stock goes to a location called MAIN until you add others. Add one to keep stock apart.
          </Empty>
        ) : (
          <Table
            label="Locations"
            rows={rows}
            keyOf={(place) => place.id}
            columns={[
              { header: "Name", lead: true, cell: (place) => place.name },
              { header: "Id", cell: (place) => <code className="font-mono text-[13px]">{place.id}</code> },
              { header: "Priority", align: "right", cell: (place) => formatNumber(place.priority) },
              {
                header: "",
                align: "right",
                cell: (place) => (
                  <Button onClick={() => setEditing(place)} aria-label={`Edit ${place.name}`}>
                    Edit
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Card>
      {editing && <LocationDialog location={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  );
}

const Entered = z.object({
  id: z.string().check(z.refine((text) => text.trim() !== "", "Enter a short id, like MAIN.")),
  name: z.string(),
  priority: z.string().check(z.regex(/^\d{0,6}$/, "Enter a whole number.")),
});

function LocationDialog({ location, onClose }: { location: Location | null; onClose: () => void }) {
  const queries = useQueryClient();
  const {
    register,
    handleSubmit,
    formState: { errors },
  } = useForm({
    resolver: zodResolver(Entered),
    defaultValues: {
      id: location?.id ?? "",
      name: location?.name ?? "",
      priority: location ? String(location.priority) : "",
    },
  });
  const save = useMutation({
    mutationFn: (entered: z.infer<typeof Entered>) =>
      ask(
        api.POST("/api/v1/locations", {
          body: {
            id: entered.id.trim(),
            ...(entered.name.trim() ? { name: entered.name.trim() } : {}),
            ...(entered.priority ? { priority: Number(entered.priority) } : {}),
          },
        }),
      ),
    onSuccess: (saved) => {
      void queries.invalidateQueries({ queryKey: ["locations"] });
      toast.good(`${saved.name} was saved.`);
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={location ? `Edit ${location.name}` : "Add location"}>
      <form noValidate onSubmit={handleSubmit((entered) => save.mutate(entered))}>
        <div className="flex flex-col gap-4">
          <TextField
            label="Id"
            help="Short and lasting: files and programs name the location by it."
            readOnly={location !== null}
            autoComplete="off"
            spellCheck={false}
            error={errors.id?.message}
            {...register("id")}
          />
          <TextField label="Name" optional {...register("name")} />
          <TextField
            label="Priority"
            optional
            inputMode="numeric"
            help="Orders draw from the lowest number first."
            error={errors.priority?.message}
            {...register("priority")}
          />
          <Refusal error={save.error} />
        </div>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={save.isPending}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
