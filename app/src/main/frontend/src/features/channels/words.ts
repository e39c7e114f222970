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

type Capability = Platform["capabilities"][number];

/** What the platform is told, in this order. */
const TOLD: [Capability, string][] = [
  ["PUSH_STOCK", "stock"],
  ["PUSH_FULFILLMENT", "shipments"],
  ["CANCEL_ORDERS", "cancellations"],
  ["REFUND_ORDERS", "refunds"],
];
const list = new Intl.ListFormat("en");

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
  const has = (capability: Capability) => platform.capabilities.includes(capability);
  const orders = has("RECEIVE_WEBHOOKS") ? "Orders within seconds" : "Orders within a minute or two";
  const told = TOLD.filter(([capability]) => has(capability)).map(([, what]) => what);
  const back = list.format(told);
  return `${orders}${has("FETCH_ORDERS") ? ", past ones too" : ""}.${
    back === "" ? "" : ` ${back.charAt(0).toUpperCase()}${back.slice(1)} go back to it.`
  }`;
}

export const byConsent = (platform: Platform) => platform.capabilities.includes("CONNECT_BY_CONSENT");
