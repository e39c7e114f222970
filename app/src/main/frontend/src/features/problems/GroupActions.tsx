import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "@/api/client";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { plural } from "@/ui/format";
import { ReasonDialog } from "@/ui/ReasonDialog";
import { toast } from "@/ui/Toast";
import { type Cause, filterOf } from "./letters";

function useSettle(onClose: () => void) {
  const queries = useQueryClient();
  return {
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ["dead-letters"] });
      void queries.invalidateQueries({ queryKey: ["orders"] });
    },
    done: (text: string) => {
      toast.good(text);
      onClose();
    },
  };
}

export function ReplayAll({ cause, onClose }: { cause: Cause; onClose: () => void }) {
  const { onSettled, done } = useSettle(onClose);
  const replay = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/dead-letters/replay", { body: filterOf(cause) })),
    onSuccess: ({ count, more }) =>
      done(
        `${plural(count, "message")} replayed${more ? "; there are more, replay again" : ""}. What fails again comes back.`,
      ),
    onSettled,
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={cause.count === 1 ? "Replay this message?" : "Replay these messages?"}
      action="Replay"
      busy={replay.isPending}
      error={replay.error}
      onConfirm={() => replay.mutate()}
    >
      <p>
        They go through the whole way again, with the payload as it is now. Those whose cause is not gone come back
        here; none is applied twice.
      </p>
    </ConfirmDialog>
  );
}

export function DiscardAll({ cause, onClose }: { cause: Cause; onClose: () => void }) {
  const { onSettled, done } = useSettle(onClose);
  const discard = useMutation({
    mutationFn: (reason: string) =>
      ask(api.POST("/api/v1/dead-letters/discard", { body: { filter: filterOf(cause), reason } })),
    onSuccess: ({ count }) => done(`${plural(count, "message")} discarded, with your reason in the history.`),
    onSettled,
  });
  return (
    <ReasonDialog
      open
      onClose={onClose}
      title={cause.count === 1 ? "Discard this message?" : `Discard all ${cause.count} messages?`}
      label="Why nobody needs them"
      required
      action="Discard"
      danger
      busy={discard.isPending}
      error={discard.error}
      onReason={(reason) => discard.mutate(reason)}
    >
      <p>They are not handled any more. They stay in the history, with your reason.</p>
    </ReasonDialog>
  );
}
