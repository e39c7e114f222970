import type { Tone } from "@/ui/Badge";
import type { Connection, Platform, SyncJob } from "./useConnections";

export const STATUSES: Record<Connection["status"], { label: string; tone: Tone }> = {
  ACTIVE: { label: "Connected", tone: "good" },
  PAUSED: { label: "Paused", tone: "warn" },
  BROKEN: { label: "Needs you", tone: "bad" },
  PENDING: { label: "Not finished", tone: "info" },
};

export const JOB_STATUSES: Record<SyncJob["status"], { label: string; tone: Tone }> = {
  RUNNING: { label: "Running", tone: "info" },
  DONE: { label: "Done", tone: "good" },
  DONE_WITH_ERRORS: { label: "Done, with errors", tone: "warn" },
  FAILED: { label: "Failed", tone: "bad" },
  DUPLICATE: { label: "Read before", tone: "neutral" },
};

export const JOB_KINDS: Record<SyncJob["kind"], string> = {
  FILE: "File",
  POLL: "Fetch",
  BACKFILL: "First import",
};

/** What a merchant gets from the platform, one clause each. */
export const CAPABILITIES: Partial<Record<Platform["capabilities"][number], string>> = {
  RECEIVE_WEBHOOKS: "orders within seconds",
  FETCH_ORDERS: "past orders",
  PUSH_STOCK: "stock told back",
  PUSH_FULFILLMENT: "shipments told back",
  CANCEL_ORDERS: "cancellations told back",
  REFUND_ORDERS: "refunds told back",
};

/** What connectors don't say of themselves. */
const ABOUT: Record<string, string> = {
  csv: "Order files from any program: by upload, FTP or SFTP.",
  rest: "Orders from your own programs, by API or signed webhook.",
};

export function about(platform: Platform): string {
  const known = ABOUT[platform.platform];
  if (known) {
    return known;
  }
  const parts = platform.capabilities.flatMap((capability) => CAPABILITIES[capability] ?? []);
  const text = parts.join(", ");
  return text === "" ? "Orders from this platform." : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

export const byConsent = (platform: Platform) => platform.capabilities.includes("CONNECT_BY_CONSENT");
