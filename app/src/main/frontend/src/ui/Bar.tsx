import { cx } from "./cx";

/** A share of a whole, told in words to those who don't see it. */
export function Bar({ share, label, warn = false }: { share: number; label: string; warn?: boolean }) {
  const percent = Math.round(100 * Math.min(1, Math.max(0, share)));
  return (
    <div role="img" aria-label={`${label}: ${percent} %`} className="h-1.5 overflow-hidden rounded-full bg-sunken">
      <div className={cx("h-full rounded-full", warn ? "bg-warn" : "bg-accent")} style={{ width: `${percent}%` }} />
    </div>
  );
}
