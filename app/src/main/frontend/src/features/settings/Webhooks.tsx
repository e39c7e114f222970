import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronRight, Plus, Webhook } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { api, ask, type Schemas } from "@/api/client";
import { Badge, type Tone } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Copyable } from "@/ui/CopyButton";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { plural } from "@/ui/format";
import { Card } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows } from "@/ui/States";
import { toast } from "@/ui/Toast";
import { EndpointForm } from "./EndpointForm";

export type Endpoint = Schemas["WebhookEndpoint"];

export const ENDPOINT_STATUSES: Record<Endpoint["status"], { label: string; tone: Tone }> = {
  ACTIVE: { label: "On", tone: "good" },
  PAUSED: { label: "Paused", tone: "warn" },
  DISABLED: { label: "Turned off", tone: "bad" },
};

/** Where the merchant's own programs are told of events. */
export function Webhooks() {
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const endpoints = useQuery({
    queryKey: ["webhooks"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/webhook-endpoints", { signal })),
  });
  const add = useMutation({
    mutationFn: (body: Schemas["WebhookEndpointNewEndpoint"]) => ask(api.POST("/api/v1/webhook-endpoints", { body })),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ["webhooks"] });
      setAdding(false);
      setSecret(made.secret);
      toast.good("The address is told of events from now on.");
    },
  });
  const rows = endpoints.data?.items ?? [];
  const button = (
    <Button look="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setAdding(true)}>
      Add an address
    </Button>
  );
  return (
    <>
      <Card title="Addresses of your programs" actions={rows.length > 0 && button} flush>
        {endpoints.isPending ? (
          <LoadingRows rows={2} label="Loading webhooks…" />
        ) : endpoints.isError ? (
          <ErrorState what="Webhooks" error={endpoints.error} onRetry={() => void endpoints.refetch()} />
        ) : rows.length === 0 ? (
          <Empty icon={<Webhook aria-hidden />} title="No webhooks yet" action={button}>
            Have your own programs told when an order comes in, stock changes or goods leave: signed by Standard
            Webhooks, tried again for days, with a log of every attempt.
          </Empty>
        ) : (
          <ul className="divide-y divide-line">
            {rows.map((endpoint) => (
              <li key={endpoint.id} className="relative flex items-center gap-3 px-4 py-3 text-sm hover:bg-sunken/60">
                <div className="min-w-0 grow">
                  <p className="flex flex-wrap items-center gap-2">
                    <Link
                      to={`/settings/webhooks/${endpoint.id}`}
                      className="font-medium after:absolute after:inset-0 hover:underline [overflow-wrap:anywhere]"
                    >
                      {endpoint.url}
                    </Link>
                    <Badge tone={ENDPOINT_STATUSES[endpoint.status].tone}>
                      {ENDPOINT_STATUSES[endpoint.status].label}
                    </Badge>
                    {endpoint.failingSince && endpoint.status === "ACTIVE" && <Badge tone="warn">Failing</Badge>}
                  </p>
                  <p className="text-[13px] text-ink-soft">
                    {endpoint.description && `${endpoint.description} · `}
                    {endpoint.eventTypes.length === 0
                      ? "all events"
                      : plural(endpoint.eventTypes.length, "kind of event", "kinds of events")}
                  </p>
                  {endpoint.statusReason && <p className="text-[13px] text-bad">{endpoint.statusReason}</p>}
                </div>
                <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-soft" />
              </li>
            ))}
          </ul>
        )}
      </Card>
      {adding && (
        <EndpointForm
          title="Add an address"
          action="Add"
          busy={add.isPending}
          error={add.error}
          onClose={() => setAdding(false)}
          onSubmit={(entered) => add.mutate(entered)}
        />
      )}
      {secret && <ShowSecret secret={secret} onClose={() => setSecret(null)} />}
    </>
  );
}

export function ShowSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title="The signing secret">
      <p className="mb-3 text-sm">
        <strong className="font-semibold">Copy it now:</strong> it is not shown again. Your program checks with it that
        a call is ours.
      </p>
      <div className="rounded-md bg-sunken px-3 py-2">
        <Copyable text={secret} label="Copy the signing secret" />
      </div>
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          I have copied it
        </Button>
      </DialogActions>
    </Dialog>
  );
}
