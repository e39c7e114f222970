import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { IconButton } from "./Button";
import { toast } from "./Toast";

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [done, setDone] = useState(false);
  const Icon = done ? Check : Copy;
  return (
    <IconButton
      label={label}
      icon={<Icon aria-hidden className="size-4" />}
      className="-my-1.5"
      onClick={() => {
        navigator.clipboard
          .writeText(text)
          .then(() => {
            setDone(true);
            toast.good("Copied.");
          })
          .catch(() => toast.bad(new Error("The browser did not allow it: select the text and copy it by hand.")));
      }}
    />
  );
}

/** A value to copy: a key, an address, a password. */
export function Copyable({ text, label }: { text: string; label: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <code className="min-w-0 font-mono text-[13px] [overflow-wrap:anywhere]">{text}</code>
      <CopyButton text={text} label={label} />
    </span>
  );
}
