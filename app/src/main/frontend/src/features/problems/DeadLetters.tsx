import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { CircleCheckBig, RotateCcw, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { useSearchParams } from "react-router";
import { api, ask } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { CONTROL } from "@/ui/Field";
import { plural } from "@/ui/format";
import { MorePages } from "@/ui/MorePages";
import { Card } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows } from "@/ui/States";
import { Ago } from "@/ui/Time";
import { useChannelNames } from "../channels/useConnections";
import { DiscardAll, ReplayAll } from "./GroupActions";
import { LetterRow } from "./LetterRow";
import { type Cause, filterOf, headline, type LetterStatus, stageOf } from "./letters";

const STATUSES: Record<LetterStatus, string> = { OPEN: "Open", REPLAYED: "Replayed", DISCARDED: "Discarded" };

/** Messages that could not be handled: open ones grouped by their cause, settled ones as they were. */
export function DeadLetters() {
  const [search, setSearch] = useSearchParams();
  const wanted = search.get("status");
  const status: LetterStatus = wanted === "REPLAYED" || wanted === "DISCARDED" ? wanted : "OPEN";
  return (
    <div className="flex flex-col gap-4">
      <search aria-label="Filter problems">
        <select
          aria-label="Status"
          className={CONTROL}
          value={status}
          onChange={(event) =>
            setSearch(
              (before) => {
                const next = new URLSearchParams(before);
                if (event.target.value === "OPEN") {
                  next.delete("status");
                } else {
                  next.set("status", event.target.value);
                }
                return next;
              },
              { replace: true },
            )
          }
        >
          {Object.entries(STATUSES).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </search>
      {status === "OPEN" ? <Causes /> : <Settled status={status} />}
    </div>
  );
}

function Causes() {
  const groups = useQuery({
    queryKey: ["dead-letters", "groups"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/dead-letters/groups", { signal })),
    refetchInterval: 15_000,
  });
  if (groups.isPending) {
    return (
      <Card flush>
        <LoadingRows label="Loading problems…" />
      </Card>
    );
  }
  if (groups.isError && !groups.data) {
    return (
      <Card>
        <ErrorState what="Problems" error={groups.error} onRetry={() => void groups.refetch()} />
      </Card>
    );
  }
  if (groups.data.groups.length === 0) {
    return (
      <Card>
        <Empty icon={<CircleCheckBig aria-hidden />} title="All clear">
          Everything that came in was handled. What can't be handled appears here, grouped by its cause.
        </Empty>
      </Card>
    );
  }
  return (
    <>
      {groups.data.groups.map((cause) => (
        <CauseCard key={cause.stage + cause.connectionId + cause.cause} cause={cause} />
      ))}
      {!groups.data.complete && (
        <p className="text-[13px] text-ink-soft">
          These are the newest messages; older ones appear as these are settled.
        </p>
      )}
    </>
  );
}

function CauseCard({ cause }: { cause: Cause }) {
  const id = useId();
  const names = useChannelNames();
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState<"replay" | "discard" | null>(null);
  const stage = stageOf(cause.stage);
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-start justify-between gap-3 p-4">
        <div className="min-w-0 max-w-[70ch]">
          <h2 id={id} className="text-sm font-semibold [overflow-wrap:anywhere]">
            {headline(cause.reason, cause.field)}
          </h2>
          <p className="mt-1 flex flex-wrap items-center gap-1.5 text-[13px] text-ink-soft">
            <Badge tone="bad">{plural(cause.count, "message")}</Badge>
            <Badge>{stage.label}</Badge>
            <span>{(cause.connectionId && names.get(cause.connectionId)) || cause.platform || "No channel"}</span>
            {cause.field && (
              <span>
                · field <code className="font-mono">{cause.field}</code>
              </span>
            )}
            <span>
              · newest <Ago time={cause.newest} />
            </span>
          </p>
          <p className="mt-1.5 text-[13px]">{stage.hint}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button look="danger" icon={<Trash2 aria-hidden className="size-4" />} onClick={() => setAsking("discard")}>
            {cause.count === 1 ? "Discard" : "Discard all"}
          </Button>
          <Button icon={<RotateCcw aria-hidden className="size-4" />} onClick={() => setAsking("replay")}>
            {cause.count === 1 ? "Replay" : `Replay all ${cause.count}`}
          </Button>
        </div>
      </div>
      <div className="border-t border-line px-2 py-1">
        <Button look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Hide the messages" : `Show ${cause.count === 1 ? "the message" : "the messages"}`}
        </Button>
      </div>
      {open && <LettersOf cause={cause} />}
      {asking === "replay" && <ReplayAll cause={cause} onClose={() => setAsking(null)} />}
      {asking === "discard" && <DiscardAll cause={cause} onClose={() => setAsking(null)} />}
    </section>
  );
}

function LettersOf({ cause }: { cause: Cause }) {
  return <LetterList filter={filterOf(cause)} page={10} />;
}

function Settled({ status }: { status: LetterStatus }) {
  return (
    <Card flush>
      <LetterList filter={{ status }} page={50} />
    </Card>
  );
}

function LetterList({
  filter,
  page,
}: {
  filter: { status?: LetterStatus; stage?: string; cause?: string; connectionId?: string };
  page: number;
}) {
  const letters = useInfiniteQuery({
    queryKey: ["dead-letters", "list", filter],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET("/api/v1/dead-letters", {
          params: { query: { ...filter, limit: page, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
  });
  const rows = letters.data?.pages.flatMap((one) => one.items) ?? [];
  if (letters.isPending) {
    return <LoadingRows rows={2} label="Loading messages…" />;
  }
  if (letters.isError) {
    return <ErrorState error={letters.error} onRetry={() => void letters.refetch()} />;
  }
  if (rows.length === 0) {
    return <Empty title="Nothing here">What was replayed or discarded appears here.</Empty>;
  }
  return (
    <>
      <ul className="divide-y divide-line border-t border-line">
        {rows.map((letter) => (
          <LetterRow key={letter.id} letter={letter} />
        ))}
      </ul>
      <MorePages
        shown={rows.length}
        one="message"
        hasMore={letters.hasNextPage}
        loading={letters.isFetchingNextPage}
        onMore={() => void letters.fetchNextPage()}
      />
    </>
  );
}
