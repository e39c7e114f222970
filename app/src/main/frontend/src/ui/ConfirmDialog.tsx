import type { ReactNode } from "react";
import { Button } from "./Button";
import { Dialog, DialogActions } from "./Dialog";
import { Refusal } from "./States";

/** Asks before something that can't be undone. */
export function ConfirmDialog({
  open,
  onClose,
  title,
  children,
  action,
  onConfirm,
  busy,
  error,
  danger = false,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** What will be done, as a verb: "Disconnect". */
  action: string;
  onConfirm: () => void;
  busy: boolean;
  error?: unknown;
  danger?: boolean;
}) {
  return (
    <Dialog open={open} onClose={onClose} title={title}>
      <div className="flex flex-col gap-3 text-sm">
        {children}
        <Refusal error={error} />
      </div>
      <DialogActions>
        <Button onClick={onClose}>Keep it as it is</Button>
        <Button look={danger ? "danger" : "primary"} busy={busy} onClick={onConfirm}>
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
