import { CircleAlert, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { problemOf } from "@/api/problem";
import { Button } from "./Button";
import { cx } from "./cx";

/** Nothing is here yet, and what to do about it. */
export function Empty({
  title,
  children,
  action,
  icon,
  page = false,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  icon?: ReactNode;
  /** Whether it is all that the page has to say. */
  page?: boolean;
}) {
  const Heading = page ? "h1" : "h2";
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-12 text-center">
      {icon && <div className="text-ink-soft [&>svg]:size-8 [&>svg]:stroke-[1.5]">{icon}</div>}
      <Heading className="text-base font-semibold">{title}</Heading>
      {children && <div className="max-w-prose text-sm text-ink-soft">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

export function ErrorState({ error, onRetry, what }: { error: unknown; onRetry?: () => void; what?: string }) {
  const problem = problemOf(error);
  return (
    <div role="alert" className="flex flex-col items-center gap-2 px-6 py-12 text-center">
      <CircleAlert aria-hidden className="size-8 stroke-[1.5] text-bad" />
      <h2 className="text-base font-semibold">{what ? `${what}: ${lower(problem.title)}` : problem.title}</h2>
      <p className="max-w-prose text-sm text-ink-soft">{problem.message}</p>
      {onRetry && (
        <Button className="mt-2" icon={<RotateCw aria-hidden className="size-4" />} onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** A refusal beside the form that it belongs to. */
export function Refusal({ error }: { error: unknown }) {
  if (!error) {
    return null;
  }
  const problem = problemOf(error);
  const rest = problem.fields.length > 1 ? problem.fields : [];
  return (
    <div role="alert" className="rounded-md border border-bad/40 bg-bad-soft px-3 py-2 text-sm">
      <p className="font-medium text-bad">{problem.title}</p>
      {rest.length === 0 ? (
        <p className="text-ink">{problem.message}</p>
      ) : (
        <ul className="list-disc pl-5 text-ink">
          {rest.map((wrong) => (
            <li key={wrong.field + wrong.message}>
              {wrong.field && <code className="font-mono text-[13px]">{wrong.field}</code>} {wrong.message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cx("animate-pulse rounded bg-sunken", className)} />;
}

/** Stands where a list will be; says once that it is on its way. */
export function LoadingRows({ rows = 6, label = "Loading…" }: { rows?: number; label?: string }) {
  return (
    <div role="status" className="flex flex-col gap-3 p-4">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders are all the same
        <Skeleton key={row} className="h-7" />
      ))}
    </div>
  );
}
