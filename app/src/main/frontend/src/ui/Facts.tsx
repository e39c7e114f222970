import type { ReactNode } from "react";
import { cx } from "./cx";

/** Names and values beside each other. */
export function Facts({ children, className }: { children: ReactNode; className?: string }) {
  return <dl className={cx("grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm", className)}>{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}
