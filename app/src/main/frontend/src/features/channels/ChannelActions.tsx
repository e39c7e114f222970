import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CirclePause, CirclePlay, PlugZap, RefreshCw, Stethoscope, Unplug } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { api, ask } from "@/api/client";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Dialog } from "@/ui/Dialog";
import { toast } from "@/ui/Toast";
import { ConsentSteps } from "./ConsentSteps";
import type { Connection, Platform } from "./useConnections";
import { byConsent } from "./words";

export function ChannelActions({ connection, platform }: { connection: Connection; platform: Platform }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [disconnecting, setDisconnecting] = useState(false);
  const path = { params: { path: { id: connection.id } } };

  function refresh() {
    void queries.invalidateQueries({ queryKey: ["connections"] });
  }
  function changed(text: string) {
    return (next: Connection) => {
      queries.setQueryData(["connections", "one", connection.id], next);
      refresh();
      toast.good(text);
    };
  }
  const pause = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/integrations/{id}/pause", path)),
    onSuccess: changed("Paused: what comes in waits, nothing is fetched or sent."),
    onError: toast.bad,
  });
  const resume = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/integrations/{id}/resume", path)),
    onSuccess: changed("Resumed: what waited goes on."),
    onError: toast.bad,
  });
  const sync = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/integrations/{id}/sync", path)),
    onSuccess: () => {
      refresh();
      toast.good("Fetching what changed.");
    },
    onError: toast.bad,
  });
  const test = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/integrations/{id}/test", path)),
    onSuccess: (outcome) => {
      refresh();
      if (outcome.ok) {
        toast.good(outcome.message || "The credentials work.");
      } else {
        toast.bad(new Error(outcome.message));
      }
    },
    onError: toast.bad,
  });
  const reconnect = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/integrations/{id}/reconnect", { ...path, body: {} })),
    onSuccess: ({ authorizeUrl, entries }) => {
      if (entries.length === 0) {
        window.location.assign(authorizeUrl);
      }
    },
    onError: toast.bad,
  });
  const disconnect = useMutation({
    mutationFn: () => ask(api.DELETE("/api/v1/integrations/{id}", path)),
    onSuccess: () => {
      queries.removeQueries({ queryKey: ["connections", "one", connection.id] });
      refresh();
      toast.good(`${connection.name} is disconnected. Its orders stay.`);
      void navigate("/channels", { replace: true });
    },
  });

  return (
    <>
      {connection.status === "BROKEN" && byConsent(platform) && (
        <Button
          look="primary"
          icon={<PlugZap aria-hidden className="size-4" />}
          busy={reconnect.isPending || (reconnect.isSuccess && reconnect.data.entries.length === 0)}
          onClick={() => reconnect.mutate()}
        >
          Reconnect
        </Button>
      )}
      {platform.capabilities.includes("FETCH_ORDERS") && (
        <Button
          icon={<RefreshCw aria-hidden className="size-4" />}
          busy={sync.isPending}
          disabled={connection.status !== "ACTIVE"}
          onClick={() => sync.mutate()}
        >
          Fetch now
        </Button>
      )}
      {platform.credentials.length > 0 && (
        <Button
          icon={<Stethoscope aria-hidden className="size-4" />}
          busy={test.isPending}
          onClick={() => test.mutate()}
        >
          Test
        </Button>
      )}
      {connection.status === "PAUSED" ? (
        <Button
          look="primary"
          icon={<CirclePlay aria-hidden className="size-4" />}
          busy={resume.isPending}
          onClick={() => resume.mutate()}
        >
          Resume
        </Button>
      ) : (
        <Button
          icon={<CirclePause aria-hidden className="size-4" />}
          busy={pause.isPending}
          onClick={() => pause.mutate()}
        >
          Pause
        </Button>
      )}
      <Button look="danger" icon={<Unplug aria-hidden className="size-4" />} onClick={() => setDisconnecting(true)}>
        Disconnect
      </Button>
      {reconnect.data && reconnect.data.entries.length > 0 && (
        <Dialog open onClose={() => reconnect.reset()} title={`Reconnect ${connection.name}`}>
          <ConsentSteps name={platform.name} platform={platform.platform} begun={reconnect.data} />
        </Dialog>
      )}
      <ConfirmDialog
        open={disconnecting}
        onClose={() => setDisconnecting(false)}
        title={`Disconnect ${connection.name}?`}
        action="Disconnect"
        danger
        busy={disconnect.isPending}
        error={disconnect.error}
        onConfirm={() => disconnect.mutate()}
      >
        <p>Its credentials are erased and no more orders come in. Orders that are here stay.</p>
      </ConfirmDialog>
    </>
  );
}
