import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { api, ask } from "@/api/client";
import { Button } from "@/ui/Button";
import { TextField } from "@/ui/Field";
import { Card, Page } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows, Refusal } from "@/ui/States";
import { usePlatforms } from "./ChannelsPage";
import { ConsentSteps } from "./ConsentSteps";
import { asJson, type Entries, entered, PlatformFields } from "./PlatformFields";
import type { Platform } from "./useConnections";
import { byConsent } from "./words";

const BACK = { to: "/channels", label: "Channels" };

export function ConnectPage() {
  const { platform: wanted = "" } = useParams();
  const platforms = usePlatforms();
  const platform = platforms.data?.items.find((candidate) => candidate.platform === wanted);
  if (!platform) {
    return (
      <Page title="Connect" back={BACK}>
        <Card flush>
          {platforms.isPending ? (
            <LoadingRows rows={3} />
          ) : platforms.isError ? (
            <ErrorState error={platforms.error} onRetry={() => void platforms.refetch()} />
          ) : (
            <Empty title="There is no such platform">Go back to the channels and choose one from the gallery.</Empty>
          )}
        </Card>
      </Page>
    );
  }
  return <Connect key={platform.platform} platform={platform} />;
}

function Connect({ platform }: { platform: Platform }) {
  const [byHand, setByHand] = useState(!byConsent(platform));
  return (
    <Page title={`Connect ${platform.name}`} back={BACK}>
      <div className="flex max-w-xl flex-col gap-4">
        <Refused platform={platform} />
        {byHand ? (
          <ByHand platform={platform} onConsent={byConsent(platform) ? () => setByHand(false) : null} />
        ) : (
          <ByConsent platform={platform} onByHand={() => setByHand(true)} />
        )}
      </div>
    </Page>
  );
}

/** Why the platform's consent page led back here. */
function Refused({ platform }: { platform: Platform }) {
  const refused = useSearchParams()[0].get("refused");
  if (refused !== "declined" && refused !== "expired") {
    return null;
  }
  return (
    <div role="alert" className="rounded-md border border-warn/40 bg-warn-soft px-3 py-2 text-sm">
      <p className="font-medium text-warn">
        {refused === "declined" ? `${platform.name} was not connected` : "This took too long"}
      </p>
      <p>
        {refused === "declined"
          ? `The permission was declined, or ${platform.name} did not confirm it. Nothing was changed; you can try again.`
          : "A permission must be given within 15 minutes, and is good once. Start again."}
      </p>
    </div>
  );
}

function ByConsent({ platform, onByHand }: { platform: Platform; onByHand: () => void }) {
  const {
    register,
    handleSubmit,
    formState: { errors },
  } = useForm<Record<string, Entries>>({ defaultValues: { consent: startOf(platform.consent), own: { name: "" } } });
  const connect = useMutation({
    mutationFn: (form: Record<string, Entries>) =>
      ask(
        api.POST("/api/v1/integrations/{platform}/connect", {
          params: { path: { platform: platform.platform } },
          body: { ...entered(form.consent), ...entered(form.own) },
        }),
      ),
    onSuccess: ({ authorizeUrl, entries }) => {
      if (entries.length === 0) {
        window.location.assign(authorizeUrl);
      }
    },
  });
  if (connect.data && connect.data.entries.length > 0) {
    return (
      <Card>
        <ConsentSteps name={platform.name} platform={platform.platform} begun={connect.data} />
      </Card>
    );
  }
  const leaving = connect.isPending || connect.isSuccess;
  return (
    <Card>
      <form noValidate className="flex flex-col gap-4" onSubmit={handleSubmit((form) => connect.mutate(form))}>
        <p className="text-sm text-ink-soft">
          {platform.name} asks you for permission on its own page, then brings you back here. Your past orders are
          imported and new ones follow, without another step.
        </p>
        <PlatformFields fields={platform.consent} prefix="consent" register={register} errors={errors} />
        <TextField
          label="Name"
          optional
          placeholder={platform.name}
          help="What you want to call it here."
          maxLength={100}
          {...register("own.name")}
        />
        <Refusal error={connect.error} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" busy={leaving} icon={<ExternalLink aria-hidden className="size-4" />}>
            Connect {platform.name}
          </Button>
          {platform.credentials.length > 0 && (
            <Button look="quiet" onClick={onByHand}>
              Enter credentials by hand
            </Button>
          )}
        </div>
      </form>
    </Card>
  );
}

function ByHand({ platform, onConsent }: { platform: Platform; onConsent: (() => void) | null }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const {
    register,
    handleSubmit,
    formState: { errors },
  } = useForm<Record<string, Entries>>({
    defaultValues: {
      own: { name: platform.name },
      credentials: startOf(platform.credentials),
      settings: startOf(platform.settings),
    },
  });
  const create = useMutation({
    mutationFn: (form: Record<string, Entries>) =>
      ask(
        api.POST("/api/v1/integrations", {
          body: {
            platform: platform.platform,
            name: form.own?.name?.trim() || platform.name,
            credentials: entered(form.credentials),
            settings: asJson(entered(form.settings)),
          },
        }),
      ),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ["connections"] });
      // the drop's password is told this once, so it goes along and is kept nowhere
      const tab = made.drop ? "&tab=files" : "";
      void navigate(`/channels/${made.id}?connected=1${tab}`, { replace: true, state: { drop: made.drop } });
    },
  });
  return (
    <Card>
      <form noValidate className="flex flex-col gap-4" onSubmit={handleSubmit((form) => create.mutate(form))}>
        <TextField label="Name" help="What you want to call it here." maxLength={100} {...register("own.name")} />
        <PlatformFields fields={platform.credentials} prefix="credentials" register={register} errors={errors} />
        {platform.settings.length > 0 && (
          <details className="group" open={platform.credentials.length === 0 && platform.platform !== "csv"}>
            <summary className="min-h-9 py-1.5 text-sm font-medium text-accent-ink">
              Settings, with defaults that fit most
            </summary>
            <div className="mt-2 flex flex-col gap-4">
              <PlatformFields fields={platform.settings} prefix="settings" register={register} errors={errors} />
            </div>
          </details>
        )}
        <Refusal error={create.error} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" busy={create.isPending}>
            Connect {platform.name}
          </Button>
          {onConsent && (
            <Button look="quiet" onClick={onConsent}>
              Connect with one click instead
            </Button>
          )}
        </div>
      </form>
    </Card>
  );
}

function startOf(fields: Platform["settings"]): Entries {
  return Object.fromEntries(fields.map((field) => [field.name, field.choices.length > 0 ? field.defaultValue : ""]));
}
