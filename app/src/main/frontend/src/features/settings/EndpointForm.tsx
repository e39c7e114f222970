import { zodResolver } from "@hookform/resolvers/zod";
import { useQuery } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { z } from "zod/mini";
import { api, ask } from "@/api/client";
import { Button } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Checkbox, TextField } from "@/ui/Field";
import { Refusal } from "@/ui/States";

const Entered = z.object({
  url: z.string().check(z.regex(/^https?:\/\/\S+$/, "An address that begins with https://")),
  description: z.string().check(z.maxLength(200, "Use at most 200 characters.")),
  eventTypes: z.array(z.string()),
});
export type EnteredEndpoint = z.infer<typeof Entered>;

export function EndpointForm({
  title,
  action,
  start = { url: "", description: "", eventTypes: [] },
  busy,
  error,
  onClose,
  onSubmit,
}: {
  title: string;
  action: string;
  start?: EnteredEndpoint;
  busy: boolean;
  error: unknown;
  onClose: () => void;
  onSubmit: (entered: EnteredEndpoint) => void;
}) {
  const types = useQuery({
    queryKey: ["webhook-event-types"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/webhook-event-types", { signal })),
    staleTime: 600_000,
  }).data;
  const {
    register,
    handleSubmit,
    formState: { errors },
  } = useForm<EnteredEndpoint>({ resolver: zodResolver(Entered), defaultValues: start });
  return (
    <Dialog open onClose={onClose} title={title}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={handleSubmit((entered) => onSubmit({ ...entered, url: entered.url.trim() }))}
      >
        <TextField
          label="Address"
          type="url"
          placeholder="https://erp.example.com/quayside"
          spellCheck={false}
          error={errors.url?.message}
          {...register("url")}
        />
        <TextField
          label="What it is for"
          optional
          placeholder="Bookkeeping"
          error={errors.description?.message}
          {...register("description")}
        />
        <fieldset>
          <legend className="text-sm font-medium">Events</legend>
          <p className="mb-1 text-[13px] text-ink-soft">None chosen means all of them, also those that come later.</p>
          <div className="grid grid-cols-1 gap-x-4 sm:grid-cols-2">
            {types?.map((type) => (
              <Checkbox key={type} label={type} value={type} {...register("eventTypes")} />
            ))}
          </div>
        </fieldset>
        <Refusal error={error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
