import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { api, ask, type Schemas } from "@/api/client";
import { Button } from "@/ui/Button";
import { Checkbox, Select } from "@/ui/Field";
import { Card } from "@/ui/Page";
import { ErrorState, LoadingRows, Refusal } from "@/ui/States";
import { toast } from "@/ui/Toast";

type Chosen = Schemas["AlertNotifications"];
type Kind = Chosen["kinds"][number];

const KINDS: Record<Kind, { label: string; help: string }> = {
  CONNECTION_BROKEN: { label: "A channel needs me", help: "Its platform refuses us, until somebody puts it right." },
  CONNECTION_ALARM: {
    label: "A channel needs a look",
    help: "Its platform does not call us, has orders that are not here, or does not confirm stock.",
  },
  DEAD_LETTERS: { label: "Messages could not be handled", help: "They wait under Problems." },
  LOW_STOCK: { label: "Stock runs low", help: "A product has come down to its reorder point." },
  WEBHOOK_DISABLED: { label: "A webhook was turned off", help: "Its receiver failed for days, or is gone." },
};
const INTERVALS = [
  [5, "5 minutes"],
  [15, "15 minutes"],
  [60, "hour"],
  [240, "4 hours"],
  [1440, "day"],
] as const;

/** Which alerts come by e-mail, and how often at most. */
export function Notifications() {
  const chosen = useQuery({
    queryKey: ["notifications"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/me/notifications", { signal })),
  });
  return (
    <Card title="By e-mail" className="max-w-2xl">
      {chosen.isPending ? (
        <LoadingRows rows={3} />
      ) : chosen.isError ? (
        <ErrorState error={chosen.error} onRetry={() => void chosen.refetch()} />
      ) : (
        <Choice chosen={chosen.data} />
      )}
    </Card>
  );
}

function Choice({ chosen }: { chosen: Chosen }) {
  const queries = useQueryClient();
  const {
    register,
    handleSubmit,
    reset,
    formState: { isDirty },
  } = useForm<{ kinds: Kind[]; everyMinutes: string }>({
    defaultValues: { kinds: chosen.kinds, everyMinutes: String(chosen.everyMinutes) },
  });
  const save = useMutation({
    mutationFn: (entered: { kinds: Kind[]; everyMinutes: string }) =>
      ask(
        api.PUT("/api/v1/me/notifications", {
          body: { kinds: entered.kinds, everyMinutes: Number(entered.everyMinutes) },
        }),
      ),
    onSuccess: (next) => {
      queries.setQueryData(["notifications"], next);
      reset({ kinds: next.kinds, everyMinutes: String(next.everyMinutes) });
      toast.good("Saved.");
    },
  });
  const intervals = INTERVALS.some(([minutes]) => minutes === chosen.everyMinutes)
    ? INTERVALS
    : ([...INTERVALS, [chosen.everyMinutes, `${chosen.everyMinutes} minutes`]] as const);
  return (
    <form className="flex flex-col gap-4" onSubmit={handleSubmit((entered) => save.mutate(entered))}>
      {!chosen.mailWorks && (
        <p className="rounded-md bg-warn-soft px-3 py-2 text-sm">
          This installation sends no e-mail yet. Your choice is kept until the person who runs it sets up a mail server.
        </p>
      )}
      <fieldset>
        <legend className="mb-1 text-sm font-medium">Write to me when</legend>
        {(Object.keys(KINDS) as Kind[]).map((kind) => (
          <Checkbox key={kind} label={KINDS[kind].label} help={KINDS[kind].help} value={kind} {...register("kinds")} />
        ))}
      </fieldset>
      <Select
        label="At most once in"
        help="What happens in between comes together in one e-mail."
        {...register("everyMinutes")}
      >
        {intervals.map(([minutes, label]) => (
          <option key={minutes} value={String(minutes)}>
            {label}
          </option>
        ))}
      </Select>
      <Refusal error={save.error} />
      <div>
        <Button type="submit" look="primary" busy={save.isPending} disabled={!isDirty}>
          Save
        </Button>
      </div>
    </form>
  );
}
