import { DialogBackdrop, DialogPanel, DialogTitle, Dialog as HeadlessDialog } from "@headlessui/react";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./Button";
import { cx } from "./cx";

/** A question or form over the page; on a phone it rises from the bottom. Escape and the backdrop close it. */
export function Dialog({
  open,
  onClose,
  title,
  children,
  wide = false,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  wide?: boolean;
}) {
  return (
    <HeadlessDialog open={open} onClose={onClose} className="fixed inset-0 z-40">
      <DialogBackdrop className="fixed inset-0 bg-shade" />
      <div className="fixed inset-0 flex items-end justify-center overflow-y-auto sm:items-center sm:p-4">
        <DialogPanel
          className={cx(
            "flex max-h-[92dvh] w-full flex-col rounded-t-xl border border-line bg-surface shadow-xl sm:rounded-xl",
            wide ? "sm:max-w-4xl" : "sm:max-w-lg",
          )}
        >
          <div className="flex items-center justify-between gap-2 border-b border-line py-2 pr-2 pl-5">
            <DialogTitle className="text-base font-semibold">{title}</DialogTitle>
            <IconButton label="Close" icon={<X aria-hidden className="size-4.5" />} onClick={onClose} />
          </div>
          <div className="overflow-y-auto p-5">{children}</div>
        </DialogPanel>
      </div>
    </HeadlessDialog>
  );
}

/** The buttons at a form's end: what it does last, for the thumb first. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-5 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">{children}</div>;
}
