import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Link, type LinkProps } from "react-router";
import { cx } from "./cx";
import { Spinner } from "./Spinner";

type Look = "primary" | "plain" | "quiet" | "danger";

const SHAPE =
  "inline-flex min-h-9 items-center justify-center gap-1.5 rounded-md px-3 text-sm font-medium whitespace-nowrap " +
  "transition-colors select-none disabled:cursor-not-allowed disabled:opacity-55 max-sm:min-h-11";

const LOOKS: Record<Look, string> = {
  primary: "bg-accent text-on-accent enabled:hover:bg-accent-hover hover:bg-accent-hover",
  plain: "border border-line-strong/60 bg-surface text-ink hover:bg-sunken",
  quiet: "text-ink-soft hover:bg-sunken hover:text-ink",
  danger: "border border-bad/50 bg-surface text-bad hover:bg-bad-soft",
};

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  /** While its work runs: says so and can't be pressed again. */
  busy?: boolean;
  icon?: ReactNode;
}

export function Button({ look = "plain", busy = false, icon, children, className, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={cx(SHAPE, LOOKS[look], className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}

export function ButtonLink({
  look = "plain",
  icon,
  children,
  className,
  ...rest
}: LinkProps & { look?: Look; icon?: ReactNode }) {
  return (
    <Link className={cx(SHAPE, LOOKS[look], className)} {...rest}>
      {icon}
      {children}
    </Link>
  );
}

/** A button that shows a picture alone; its label is for those who don't see it, and for the tooltip. */
export function IconButton({
  label,
  icon,
  className,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { label: string; icon: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cx(
        "inline-flex size-9 items-center justify-center rounded-md text-ink-soft transition-colors hover:bg-sunken",
        "hover:text-ink disabled:cursor-not-allowed disabled:opacity-50 max-sm:size-11",
        className,
      )}
      {...rest}
    >
      {icon}
    </button>
  );
}
