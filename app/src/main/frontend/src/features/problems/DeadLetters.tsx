import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheckBig, RotateCcw } from "lucide-react";
import { useId, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { api, ask } from "@/api/client";
import { sentence } from "@/api/problem";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { cx } from "@/ui/cx";
import { CONTROL } from "@/ui/Field";
import { plural } from "@/ui/format";
import { Card } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows } from "@/ui/States";
import { Ago } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import { useChannelNames, useConnections } from "../channels/useConnections";
import { byCause, type Cause, type LetterStatus, lettersQuery, stageOf } from "./letters";

const STATUSES: Record<LetterStatus, string> = { OPEN: "Open", REPLAYED: "Replayed", DISCARDED: "Discarded" };
const SHOWN = 5;

/** Messages that could not be handled, grouped by what went wrong. */
export function DeadLetters() {
  const [search, setSearch] = useSearchParams();
  const wanted = search.get("status");
  const status: LetterStatus = wanted === "REPLAYED" || wanted === "DISCARDED" ? wanted : "OPEN";
  const connectionId = search.get("connectionId") ?? "";
  const letters = useQuery(lettersQuery(status, connectionId));
  const connections = useConnections().data?.items ?? [];
  const causes = byCause(letters.data?.letters ?? []);

  function set(name: string, value: string) {
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) {
          next.set(name, value);
        } else {
          next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  }

  return (
    <div className="flex flex-col gap-4">
      <search aria-label="Filter problems" className="flex flex-wrap gap-2">
        <select
          aria-label="Status"
          className={CONTROL}
          value={status}
          onChange={(event) => set("status", event.target.value === "OPEN" ? "" : event.target.value)}
        >
          {Object.entries(STATUSES).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <select
          aria-label="Channel"
          className={cx(CONTROL, "max-w-60")}
          value={connectionId}
          onChange={(event) => set("connectionId", event.target.value)}
        >
          <option value="">All channels</option>
          {connections.map((connection) => (
            <option key={connection.id} value={connection.id}>
              {connection.name}
            </option>
          ))}
        </select>
      </search>
      {letters.isPending ? (
        <Card flush>
          <LoadingRows label="Loading problems…" />
        </Card>
      ) : letters.isError && !letters.data ? (
        <Card>
          <ErrorState what="Problems" error={letters.error} onRetry={() => void letters.refetch()} />
        </Card>
      ) : causes.length === 0 ? (
        <Card>
          <Empty icon={<CircleCheckBig aria-hidden />} title={status === "OPEN" ? "All clear" : "Nothing here"}>
            {status === "OPEN"
              ? "Everything that came in was handled. What can't be handled appears here, grouped by its cause."
              : "What was replayed or discarded appears here."}
          </Empty>
        </Card>
      ) : (
        <>
          {causes.map((cause) => (
            <CauseCard key={cause.key} cause={cause} open={status === "OPEN"} />
          ))}
          {letters.data?.more && (
            <p className="text-[13px] text-ink-soft">
              These are the newest {plural(letters.data.letters.length, "message")}; older ones appear as these are
              settled.
            </p>
          )}
        </>
      )}
    </div>
  );
}

function CauseCard({ cause, open }: { cause: Cause; open: boolean }) {
  const id = useId();
  const names = useChannelNames();
  const [all, setAll] = useState(false);
  const [replaying, setReplaying] = useState(false);
  const stage = stageOf(cause.stage);
  const shown = all ? cause.letters : cause.letters.slice(0, SHOWN);
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-start justify-between gap-3 p-4">
        <div className="min-w-0 max-w-[70ch]">
          <h2 id={id} className="text-sm font-semibold [overflow-wrap:anywhere]">
            {sentence(cause.reason)}
          </h2>
          <p className="mt-1 flex flex-wrap items-center gap-1.5 text-[13px] text-ink-soft">
            <Badge tone="bad">{plural(cause.letters.length, "message")}</Badge>
            <Badge>{stage.label}</Badge>
            <span>{(cause.connectionId && names.get(cause.connectionId)) ?? cause.platform ?? "No channel"}</span>
            {cause.field && (
              <span>
                · field <code className="font-mono">{cause.field}</code>
              </span>
            )}
          </p>
          {open && <p className="mt-1.5 text-[13px]">{stage.hint}</p>}
        </div>
        {open && (
          <Button icon={<RotateCcw aria-hidden className="size-4" />} onClick={() => setReplaying(true)}>
            {cause.letters.length === 1 ? "Replay" : `Replay all ${cause.letters.length}`}
          </Button>
        )}
      </div>
      <ul className="divide-y divide-line border-t border-line">
        {shown.map((letter) => (
          <li
            key={letter.id}
            className="relative flex flex-wrap items-center gap-x-4 gap-y-0.5 px-4 py-2 text-sm hover:bg-sunken/60"
          >
            <Link
              to={`/desk/${letter.id}`}
              className="min-w-0 grow font-mono text-[13px] text-accent-ink after:absolute after:inset-0 hover:underline [overflow-wrap:anywhere]"
            >
              {letter.topic ? `${letter.topic} ` : ""}
              {letter.deliveryId}
            </Link>
            {letter.replays > 0 && <Badge>replayed {plural(letter.replays, "time")}</Badge>}
            {letter.resolution && <span className="text-[13px] text-ink-soft">{letter.resolution}</span>}
            <span className="text-[13px] text-ink-soft">
              <Ago time={letter.parkedAt} />
            </span>
          </li>
        ))}
      </ul>
      {cause.letters.length > SHOWN && (
        <div className="border-t border-line px-2 py-1">
          <Button look="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? "Show fewer" : `Show all ${cause.letters.length}`}
          </Button>
        </div>
      )}
      {replaying && <ReplayAll cause={cause} onClose={() => setReplaying(false)} />}
    </section>
  );
}

function ReplayAll({ cause, onClose }: { cause: Cause; onClose: () => void }) {
  const queries = useQueryClient();
  const replay = useMutation({
    mutationFn: () => (cause.same && cause.connectionId ? byFilter(cause) : oneByOne(cause)),
    onSuccess: (count) => {
      toast.good(`${plural(count, "message")} replayed. What fails again comes back.`);
      onClose();
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ["dead-letters"] });
      void queries.invalidateQueries({ queryKey: ["orders"] });
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title="Replay these messages?"
      action="Replay"
      busy={replay.isPending}
      error={replay.error}
      onConfirm={() => replay.mutate()}
    >
      <p>
        They go through the whole way again, with the payload as it is now. Those whose cause is not gone come back
        here; none is applied twice.
      </p>
    </ConfirmDialog>
  );
}

/** Also those of the same cause that are not on this page. */
async function byFilter({ stage, connectionId, reason }: Cause): Promise<number> {
  const done = await ask(
    api.POST("/api/v1/dead-letters/replay", {
      body: { stage, reason, ...(connectionId ? { connectionId } : {}) },
    }),
  );
  return done.count;
}

async function oneByOne({ letters }: Cause): Promise<number> {
  for (const { id } of letters) {
    await ask(api.POST("/api/v1/dead-letters/{id}/replay", { params: { path: { id } } }));
  }
  return letters.length;
}
