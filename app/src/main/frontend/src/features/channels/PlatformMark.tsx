import { FileSpreadsheet, Webhook } from "lucide-react";
import { cx } from "@/ui/cx";

/** A platform's tile: its initials, since logos belong to their owners. */
export function PlatformMark({ platform, name }: { platform: string; name: string }) {
  const shape = "grid size-10 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent-ink";
  if (platform === "csv") {
    return (
      <span aria-hidden className={shape}>
        <FileSpreadsheet className="size-5 stroke-[1.8]" />
      </span>
    );
  }
  if (platform === "rest") {
    return (
      <span aria-hidden className={shape}>
        <Webhook className="size-5 stroke-[1.8]" />
      </span>
    );
  }
  const initials = name.match(/[A-Z]/g)?.slice(0, 2).join("") ?? name.slice(0, 2);
  return (
    <span aria-hidden className={cx(shape, "text-sm font-semibold")}>
      {initials}
    </span>
  );
}
