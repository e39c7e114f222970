import { Button } from "./Button";
import { plural } from "./format";

/** The end of a list that is read page by page. */
export function MorePages({
  shown,
  one,
  hasMore,
  loading,
  onMore,
}: {
  shown: number;
  /** What is counted, in the singular. */
  one: string;
  hasMore: boolean;
  loading: boolean;
  onMore: () => void;
}) {
  return (
    <div className="flex min-h-12 flex-wrap items-center justify-between gap-2 border-t border-line px-4 py-1.5 text-[13px] text-ink-soft">
      <p aria-live="polite">
        {plural(shown, one)} shown{hasMore ? "; there are more" : ""}
      </p>
      {hasMore && (
        <Button busy={loading} onClick={onMore}>
          Show more
        </Button>
      )}
    </div>
  );
}
