import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, RotateCcw, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { api, ask, askRaw } from "@/api/client";
import { Problem } from "@/api/problem";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Fact, Facts } from "@/ui/Facts";
import { formatNumber } from "@/ui/format";
import { Card, Page } from "@/ui/Page";
import { ReasonDialog } from "@/ui/ReasonDialog";
import { ErrorState, LoadingRows, Refusal } from "@/ui/States";
import { saveAs } from "@/ui/saveAs";
import { Moment } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import { useChannelNames } from "../channels/useConnections";
import { headline, type Letter, stageOf } from "./letters";
import { PayloadDiff } from "./PayloadDiff";
import { PayloadEditor } from "./PayloadEditor";
import { indented, looksLikeJson, mistakeIn } from "./payload";

const BACK = { to: "/desk", label: "Problems" };
const STATUSES = {
  OPEN: { label: "Open", tone: "bad" },
  REPLAYED: { label: "Replayed", tone: "good" },
  DISCARDED: { label: "Discarded", tone: "neutral" },
} as const;

export function ProblemPage() {
  const { id = "" } = useParams();
  const letter = useQuery({
    queryKey: ["dead-letters", "one", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/dead-letters/{id}", { params: { path: { id } }, signal })),
    // what is being edited must not change under the hand
    refetchOnWindowFocus: false,
  });
  if (!letter.data) {
    return (
      <Page title="Problem" back={BACK}>
        <Card flush>
          {letter.isError ? (
            <ErrorState error={letter.error} onRetry={() => void letter.refetch()} />
          ) : (
            <LoadingRows label="Loading the message…" />
          )}
        </Card>
      </Page>
    );
  }
  return <LetterDetails key={letter.data.id} letter={letter.data} />;
}

function LetterDetails({ letter }: { letter: Letter }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const names = useChannelNames();
  const [discarding, setDiscarding] = useState(false);
  const stage = stageOf(letter.stage);
  const status = STATUSES[letter.status];
  const open = letter.status === "OPEN";
  const text = letter.encoding !== "BASE64";
  const json = text && looksLikeJson(letter.payload ?? "", letter.contentType);
  const stored = useMemo(
    () => (json ? indented(letter.payload ?? "") : (letter.payload ?? "")),
    [json, letter.payload],
  );
  const original = useMemo(
    () => (letter.original === undefined ? stored : json ? indented(letter.original) : letter.original),
    [json, letter.original, stored],
  );
  const [edited, setEdited] = useState(stored);
  const dirty = edited !== stored;
  const broken = json && mistakeIn(edited) !== null;
  const path = { params: { path: { id: letter.id } } };

  function settled(next: Letter) {
    queries.setQueryData(["dead-letters", "one", letter.id], next);
    void queries.invalidateQueries({ queryKey: ["dead-letters", "list"] });
    void queries.invalidateQueries({ queryKey: ["orders", "summary"] });
  }
  async function savePayload() {
    const response = await askRaw(`/api/v1/dead-letters/${letter.id}/payload`, {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ payload: edited }),
    });
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) {
      throw Problem.of(response.status, body);
    }
    return body as Letter;
  }
  const save = useMutation({
    mutationFn: savePayload,
    onSuccess: (next) => {
      settled(next);
      toast.good("The payload was saved. Replay it when it is right.");
    },
  });
  const replay = useMutation({
    mutationFn: async () => {
      if (dirty) {
        settled(await savePayload());
      }
      return ask(api.POST("/api/v1/dead-letters/{id}/replay", path));
    },
    onSuccess: (next) => {
      settled(next);
      void queries.invalidateQueries({ queryKey: ["orders"] });
      toast.good("Replayed. Should it fail again, it comes back here.");
      void navigate("/desk");
    },
  });
  const discard = useMutation({
    mutationFn: (reason: string) => ask(api.DELETE("/api/v1/dead-letters/{id}", { ...path, body: { reason } })),
    onSuccess: (next) => {
      settled(next);
      toast.good("Discarded. It stays in the history with your reason.");
      void navigate("/desk");
    },
  });

  return (
    <Page
      title={headline(letter.reason, letter.field)}
      back={BACK}
      heading={
        <span className="flex flex-wrap items-center gap-2 [overflow-wrap:anywhere]">
          {headline(letter.reason, letter.field)}
          <Badge tone={status.tone}>{status.label}</Badge>
        </span>
      }
      lead={open ? stage.hint : letter.resolution || undefined}
      actions={
        letter.status !== "DISCARDED" && (
          <>
            {open && (
              <Button
                look="danger"
                icon={<Trash2 aria-hidden className="size-4" />}
                onClick={() => setDiscarding(true)}
              >
                Discard
              </Button>
            )}
            <Button
              look="primary"
              icon={<RotateCcw aria-hidden className="size-4" />}
              busy={replay.isPending}
              disabled={broken}
              onClick={() => replay.mutate()}
            >
              {dirty ? "Save and replay" : "Replay"}
            </Button>
          </>
        )
      }
    >
      <Refusal error={replay.error ?? save.error} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card>
            {text ? (
              <PayloadEditor value={edited} onChange={setEdited} json={json} field={letter.field} readOnly={!open} />
            ) : (
              <p className="text-sm text-ink-soft">
                The payload is not text ({formatNumber(Math.floor(((letter.payload ?? "").length * 3) / 4))} bytes), so
                it can't be edited here. Download it, or discard it.
              </p>
            )}
            <div className="mt-2 flex flex-wrap gap-2">
              {open && text && (
                <>
                  <Button busy={save.isPending} disabled={!dirty || broken} onClick={() => save.mutate()}>
                    Save payload
                  </Button>
                  {dirty && (
                    <Button look="quiet" onClick={() => setEdited(stored)}>
                      Undo my changes
                    </Button>
                  )}
                  {edited !== original && (
                    <Button look="quiet" onClick={() => setEdited(original)}>
                      Back to what was received
                    </Button>
                  )}
                </>
              )}
              <Button
                look="quiet"
                icon={<Download aria-hidden className="size-4" />}
                onClick={() => saveAs(bytesOf(letter), `payload-${letter.id}.${json ? "json" : "bin"}`)}
              >
                Download
              </Button>
            </div>
          </Card>
          {text && (edited !== original || letter.original !== undefined) && (
            <Card title="Changes to what was received">
              <PayloadDiff before={original} after={edited} />
            </Card>
          )}
        </div>
        <Card title="Details" className="self-start">
          <Facts>
            <Fact name="Step">{stage.label}</Fact>
            <Fact name="Channel">
              {(letter.connectionId && names.get(letter.connectionId)) ?? letter.platform ?? "none"}
            </Fact>
            {letter.field && (
              <Fact name="Field">
                <code className="font-mono text-[13px]">{letter.field}</code>
              </Fact>
            )}
            {letter.topic && <Fact name="Topic">{letter.topic}</Fact>}
            <Fact name="Delivery">
              <code className="font-mono text-[13px]">{letter.deliveryId}</code>
            </Fact>
            <Fact name="Received">
              <Moment time={letter.receivedAt} />
            </Fact>
            <Fact name="Failed">
              <Moment time={letter.parkedAt} />
            </Fact>
            <Fact name="Replays">{formatNumber(letter.replays)}</Fact>
            {letter.resolvedBy && <Fact name="Settled by">{letter.resolvedBy}</Fact>}
            {letter.resolvedAt && (
              <Fact name="Settled">
                <Moment time={letter.resolvedAt} />
              </Fact>
            )}
          </Facts>
          {letter.detail && (
            <details className="mt-3">
              <summary className="min-h-6 text-[13px] text-ink-soft">For developers</summary>
              <p className="mt-1 font-mono text-xs text-ink-soft [overflow-wrap:anywhere]">{letter.detail}</p>
            </details>
          )}
        </Card>
      </div>
      {discarding && (
        <ReasonDialog
          open
          onClose={() => setDiscarding(false)}
          title="Discard this message?"
          label="Why nobody needs it"
          required
          action="Discard"
          danger
          busy={discard.isPending}
          error={discard.error}
          onReason={(reason) => discard.mutate(reason)}
        >
          <p>It is not handled any more. It stays in the history, with your reason.</p>
        </ReasonDialog>
      )}
    </Page>
  );
}

function bytesOf(letter: Letter): Blob {
  const payload = letter.payload ?? "";
  if (letter.encoding !== "BASE64") {
    return new Blob([payload], { type: letter.contentType ?? "text/plain" });
  }
  return new Blob([Uint8Array.from(atob(payload), (character) => character.charCodeAt(0))]);
}
