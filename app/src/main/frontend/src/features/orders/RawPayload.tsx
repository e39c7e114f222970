import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { askRaw } from "@/api/client";
import { Problem, problemOf } from "@/api/problem";
import { Button } from "@/ui/Button";
import { formatDateTime } from "@/ui/format";
import { Card } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows } from "@/ui/States";
import { saveAs } from "@/ui/saveAs";

const LONGEST_SHOWN = 200_000;

interface Raw {
  blob: Blob;
  text: string;
  delivery: string;
  receivedAt: string;
  name: string;
}

/** What the channel sent, byte for byte; fetched only when somebody wants to see it. */
export function RawPayload({ orderId, version }: { orderId: string; version: number }) {
  const [open, setOpen] = useState(false);
  const raw = useQuery({
    queryKey: ["orders", "raw", orderId, version],
    queryFn: ({ signal }) => fetchRaw(orderId, signal),
    enabled: open,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Card
      title="Raw payload"
      flush={open}
      actions={
        <>
          {raw.data && (
            <Button
              look="quiet"
              icon={<Download aria-hidden className="size-4" />}
              onClick={() => saveAs(raw.data.blob, raw.data.name)}
            >
              Download
            </Button>
          )}
          <Button look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? "Hide" : "Show"}
          </Button>
        </>
      }
    >
      {!open ? (
        <p className="text-sm text-ink-soft">What the channel sent, byte for byte.</p>
      ) : raw.isPending ? (
        <LoadingRows rows={3} />
      ) : raw.isError ? (
        problemOf(raw.error).status === 404 ? (
          <Empty title="No payload is kept">{problemOf(raw.error).message}</Empty>
        ) : (
          <ErrorState error={raw.error} onRetry={() => void raw.refetch()} />
        )
      ) : (
        <>
          <p className="px-4 pt-3 text-[13px] text-ink-soft">
            Delivery <code className="font-mono">{raw.data.delivery}</code>, received{" "}
            {formatDateTime(raw.data.receivedAt)}
          </p>
          <section
            // biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it
            tabIndex={0}
            aria-label="Raw payload"
            className="max-h-96 overflow-auto px-4 py-3 font-mono text-[12.5px] leading-relaxed"
          >
            <pre>{raw.data.text}</pre>
          </section>
        </>
      )}
    </Card>
  );
}

async function fetchRaw(orderId: string, signal: AbortSignal): Promise<Raw> {
  const response = await askRaw(`/api/v1/orders/${orderId}/raw`, { signal });
  if (!response.ok) {
    throw Problem.of(response.status, await response.json().catch(() => null));
  }
  const blob = await response.blob();
  const name = /filename="?([^";]+)/.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
  return {
    blob,
    text: readable(await blob.slice(0, LONGEST_SHOWN).text(), blob.size > LONGEST_SHOWN),
    delivery: response.headers.get("Quayside-Delivery") ?? "",
    receivedAt: response.headers.get("Quayside-Received-At") ?? "",
    name: name ?? `order-${orderId}.txt`,
  };
}

function readable(text: string, cut: boolean): string {
  if (cut) {
    return `${text}\n… the rest is in the download`;
  }
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
