import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { api, ask } from "@/api/client";
import { Button } from "@/ui/Button";
import { TextField } from "@/ui/Field";
import { Card } from "@/ui/Page";
import { Refusal } from "@/ui/States";
import { toast } from "@/ui/Toast";
import { asJson, asText, type Entries, entered, PlatformFields } from "./PlatformFields";
import type { Connection, Platform } from "./useConnections";

/** Name, settings and credentials; only what was changed is sent. */
export function ChannelSettings({ connection, platform }: { connection: Connection; platform: Platform }) {
  const queries = useQueryClient();
  const start: Record<string, Entries> = {
    own: { name: connection.name },
    settings: Object.fromEntries(
      platform.settings.map((field) => [field.name, asText(connection.settings[field.name] ?? field.defaultValue)]),
    ),
    credentials: Object.fromEntries(
      platform.credentials.map((field) => [field.name, field.secret ? "" : (connection.credentials[field.name] ?? "")]),
    ),
  };
  const {
    register,
    handleSubmit,
    formState: { errors, isDirty },
    reset,
  } = useForm<Record<string, Entries>>({ defaultValues: start });
  const save = useMutation({
    mutationFn: (form: Record<string, Entries>) =>
      ask(
        api.PATCH("/api/v1/integrations/{id}", {
          params: { path: { id: connection.id } },
          body: {
            name: form.own?.name?.trim() || connection.name,
            settings: asJson(changes(form.settings, start.settings)),
            credentials: entered(changes(form.credentials, start.credentials)),
          },
        }),
      ),
    onSuccess: (next, form) => {
      queries.setQueryData(["connections", "one", connection.id], next);
      void queries.invalidateQueries({ queryKey: ["connections"] });
      reset(form);
      toast.good("Saved.");
    },
  });
  return (
    <Card className="max-w-2xl">
      <form noValidate className="flex flex-col gap-4" onSubmit={handleSubmit((form) => save.mutate(form))}>
        <TextField label="Name" maxLength={100} {...register("own.name")} />
        <PlatformFields fields={platform.settings} prefix="settings" register={register} errors={errors} />
        {platform.credentials.length > 0 && (
          <details>
            <summary className="min-h-9 py-1.5 text-sm font-medium text-accent-ink">Credentials</summary>
            <div className="mt-2 flex flex-col gap-4">
              <PlatformFields
                fields={platform.credentials}
                prefix="credentials"
                register={register}
                errors={errors}
                kept
              />
            </div>
          </details>
        )}
        <Refusal error={save.error} />
        <div>
          <Button type="submit" look="primary" busy={save.isPending} disabled={!isDirty}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}

function changes(now: Entries | undefined, before: Entries | undefined): Entries {
  return Object.fromEntries(Object.entries(now ?? {}).filter(([name, value]) => value !== before?.[name]));
}
