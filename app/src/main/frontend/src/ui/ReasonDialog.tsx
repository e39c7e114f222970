import { zodResolver } from "@hookform/resolvers/zod";
import type { ReactNode } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod/mini";
import { Button } from "./Button";
import { Dialog, DialogActions } from "./Dialog";
import { TextArea } from "./Field";
import { Refusal } from "./States";

const LONGEST = 500;
const short = z.maxLength(LONGEST, `Use at most ${LONGEST} characters.`);
const Optional = z.object({ reason: z.string().check(short) });
const Required = z.object({
  reason: z.string().check(
    short,
    z.refine((text) => text.trim() !== "", "Say why, in a few words."),
  ),
});

/** Asks why, and keeps the answer in the history. */
export function ReasonDialog({
  open,
  onClose,
  title,
  children,
  label = "Reason",
  required = false,
  action,
  danger = false,
  busy,
  error,
  onReason,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  children?: ReactNode;
  label?: string;
  required?: boolean;
  action: string;
  danger?: boolean;
  busy: boolean;
  error?: unknown;
  onReason: (reason: string) => void;
}) {
  const {
    register,
    handleSubmit,
    formState: { errors },
  } = useForm({ resolver: zodResolver(required ? Required : Optional), defaultValues: { reason: "" } });
  return (
    <Dialog open={open} onClose={onClose} title={title}>
      <form noValidate onSubmit={handleSubmit(({ reason }) => onReason(reason.trim()))}>
        <div className="flex flex-col gap-3 text-sm">
          {children}
          <TextArea label={label} optional={!required} error={errors.reason?.message} {...register("reason")} />
          <Refusal error={error} />
        </div>
        <DialogActions>
          <Button onClick={onClose}>Keep it as it is</Button>
          <Button type="submit" look={danger ? "danger" : "primary"} busy={busy}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
