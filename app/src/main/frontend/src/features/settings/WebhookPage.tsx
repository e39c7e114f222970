import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CirclePause, CirclePlay, KeyRound, Pencil, Send, Trash2 } from "lucide-react";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { api, ask } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { formatDateTime } from "@/ui/format";
import { Card, Page } from "@/ui/Page";
import { ErrorState, LoadingRows } from "@/ui/States";
import { toast } from "@/ui/Toast";
import { Deliveries } from "./Deliveries";
import { EndpointForm, type EnteredEndpoint } from "./EndpointForm";
import { ENDPOINT_STATUSES, type Endpoint, ShowSecret } from "./Webhooks";

const BACK = { to: "/settings?tab=webhooks", label: "Webhooks" };

export function WebhookPage() {
  const { id = "" } = useParams();
  const endpoint = useQuery({
    queryKey: ["webhooks", "one", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/webhook-endpoints/{id}", { params: { path: { id } }, signal })),
    refetchInterval: 15_000,
  });
  if (!endpoint.data) {
    return (
      <Page title="Webhook" back={BACK}>
        <Card flush>
          {endpoint.isError ? (
            <ErrorState error={endpoint.error} onRetry={() => void endpoint.refetch()} />
          ) : (
            <LoadingRows />
          )}
        </Card>
      </Page>
    );
  }
  return <EndpointDetails endpoint={endpoint.data} />;
}

function EndpointDetails({ endpoint }: { endpoint: Endpoint }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<"edit" | "remove" | "rotate" | null>(null);
  const close = () => setAsking(null);
  const path = { params: { path: { id: endpoint.id } } };
  const status = ENDPOINT_STATUSES[endpoint.status];
  const refresh = () => void queries.invalidateQueries({ queryKey: ["webhooks"] });

  const change = useMutation({
    mutationFn: (body: Partial<EnteredEndpoint> & { active?: boolean }) =>
      ask(api.PATCH("/api/v1/webhook-endpoints/{id}", { ...path, body })),
    onSuccess: () => {
      refresh();
      close();
      toast.good("Saved.");
    },
    onError: toast.bad,
  });
  const test = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/webhook-endpoints/{id}/test", path)),
    onSuccess: () => {
      refresh();
      toast.good("A test event is on its way; what comes of it appears below.");
    },
    onError: toast.bad,
  });
  const rotate = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/webhook-endpoints/{id}/rotate-secret", path)),
    onSuccess: () => {
      refresh();
      close();
    },
  });
  const remove = useMutation({
    mutationFn: () => ask(api.DELETE("/api/v1/webhook-endpoints/{id}", path)),
    onSuccess: () => {
      refresh();
      toast.good("No more events are sent there.");
      void navigate(BACK.to, { replace: true });
    },
  });

  return (
    <Page
      title={endpoint.url}
      back={BACK}
      heading={
        <span className="flex flex-wrap items-center gap-2 [overflow-wrap:anywhere]">
          {endpoint.url}
          <Badge tone={status.tone}>{status.label}</Badge>
        </span>
      }
      lead={[
        endpoint.description,
        endpoint.eventTypes.length === 0 ? "all events" : endpoint.eventTypes.join(", "),
        endpoint.oldSecretUntil && `the old secret signs too until ${formatDateTime(endpoint.oldSecretUntil)}`,
      ]
        .filter(Boolean)
        .join(" · ")}
      actions={
        <>
          <Button
            icon={<Send aria-hidden className="size-4" />}
            busy={test.isPending}
            disabled={endpoint.status !== "ACTIVE"}
            onClick={() => test.mutate()}
          >
            Send a test
          </Button>
          <Button
            icon={
              endpoint.status === "ACTIVE" ? (
                <CirclePause aria-hidden className="size-4" />
              ) : (
                <CirclePlay aria-hidden className="size-4" />
              )
            }
            busy={change.isPending}
            onClick={() => change.mutate({ active: endpoint.status !== "ACTIVE" })}
          >
            {endpoint.status === "ACTIVE" ? "Pause" : "Turn on"}
          </Button>
          <Button icon={<Pencil aria-hidden className="size-4" />} onClick={() => setAsking("edit")}>
            Edit
          </Button>
          <Button icon={<KeyRound aria-hidden className="size-4" />} onClick={() => setAsking("rotate")}>
            New secret
          </Button>
          <Button look="danger" icon={<Trash2 aria-hidden className="size-4" />} onClick={() => setAsking("remove")}>
            Remove
          </Button>
        </>
      }
    >
      {endpoint.statusReason && (
        <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm">
          {endpoint.statusReason}
        </p>
      )}
      <Deliveries endpointId={endpoint.id} />
      {asking === "edit" && (
        <EndpointForm
          title="Edit the address"
          action="Save"
          start={{ url: endpoint.url, description: endpoint.description, eventTypes: endpoint.eventTypes }}
          busy={change.isPending}
          error={change.error}
          onClose={close}
          onSubmit={(entered) => change.mutate(entered)}
        />
      )}
      <ConfirmDialog
        open={asking === "rotate"}
        onClose={close}
        title="Make a new signing secret?"
        action="Make a new secret"
        busy={rotate.isPending}
        error={rotate.error}
        onConfirm={() => rotate.mutate()}
      >
        <p>For a day both secrets sign, so that you can put the new one into your program without losing an event.</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === "remove"}
        onClose={close}
        title="Remove this address?"
        action="Remove"
        danger
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
      >
        <p>It is told of nothing any more, and the log of what it was told goes too.</p>
      </ConfirmDialog>
      {rotate.data && <ShowSecret secret={rotate.data.secret} onClose={() => rotate.reset()} />}
    </Page>
  );
}
