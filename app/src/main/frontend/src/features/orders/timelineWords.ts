import { z } from "zod/mini";
import { formatMoney, plural } from "@/ui/format";

/** Timeline entries in plain words. What is not known yet, since the hub is newer, is told by its name. */

const Change = z.object({
  field: z.string(),
  before: z.optional(z.nullable(z.string())),
  after: z.optional(z.nullable(z.string())),
});
const Data = z.object({
  number: z.optional(z.string()),
  grandTotal: z.optional(z.object({ amount: z.string(), currency: z.string() })),
  changes: z.optional(z.array(Change)),
  reason: z.optional(z.string()),
  reasons: z.optional(z.array(z.string())),
  by: z.optional(z.string()),
  sku: z.optional(z.string()),
  location: z.optional(z.string()),
  quantity: z.optional(z.number()),
  wanted: z.optional(z.number()),
  reserved: z.optional(z.number()),
  carrier: z.optional(z.string()),
  trackingNumbers: z.optional(z.array(z.string())),
  detail: z.optional(z.string()),
  shipGroup: z.optional(z.nullable(z.number())),
  note: z.optional(z.string()),
  lines: z.optional(z.union([z.number(), z.array(z.object({ quantity: z.number() }))])),
});
type Data = z.infer<typeof Data>;

export interface Told {
  title: string;
  details: string[];
}

const units = (data: Data) => `${data.quantity ?? "?"} × ${data.sku ?? "?"}`;

function ofGroup(data: Data): string {
  const lines = Array.isArray(data.lines) ? data.lines : [];
  return plural(
    lines.reduce((sum, line) => sum + line.quantity, 0),
    "unit",
  );
}

const TELLERS: Record<string, (data: Data) => Told> = {
  OrderReceived: (data) => ({
    title: "Received from the channel",
    details: data.grandTotal ? [`${data.number ?? ""} over ${formatMoney(data.grandTotal)}`.trim()] : [],
  }),
  OrderUpdated: (data) => ({ title: "Changed in the channel", details: changes(data) }),
  OrderEdited: (data) => ({ title: "Edited here", details: changes(data) }),
  OrderCancelled: (data) => ({
    title: data.by === "CHANNEL" ? "Cancelled in the channel" : "Cancelled here",
    details: data.reason ? [data.reason] : [],
  }),
  OrderReopened: () => ({ title: "Opened again in the channel", details: [] }),
  CancellationKept: (data) => ({
    title: "Stays cancelled",
    details: ["The channel changed the order without cancelling it.", ...(data.reason ? [data.reason] : [])],
  }),
  OrderHeld: (data) => ({ title: "Put on hold", details: data.reasons ?? [] }),
  OrderReleased: () => ({ title: "Released", details: [] }),
  StockReserved: (data) => ({ title: "Stock reserved", details: [`${units(data)} from ${data.location}`] }),
  StockReservationFailed: (data) => ({
    title: "Not enough stock",
    details: [`${data.reserved} of ${data.wanted} × ${data.sku} could be reserved`],
  }),
  StockReleased: (data) => ({
    title: "Stock given back",
    details: [`${units(data)} to ${data.location}`, ...(data.reason ? [data.reason] : [])],
  }),
  StockShipped: (data) => ({ title: "Left the house", details: [`${units(data)} from ${data.location}`] }),
  OrderSplit: (data) => ({
    title: `Ship group ${data.shipGroup} split off`,
    details: [ofGroup(data), ...(data.note ? [data.note] : [])],
  }),
  ShipGroupMerged: (data) => ({ title: `Ship group ${data.shipGroup} merged`, details: [ofGroup(data)] }),
  ShipGroupChanged: (data) => ({
    title: `Ship group ${data.shipGroup} changed by the channel`,
    details: [Array.isArray(data.lines) && data.lines.length === 0 ? "nothing is left in it" : ofGroup(data)],
  }),
  ShipGroupHeld: (data) => ({
    title: `Ship group ${data.shipGroup} put on hold`,
    details: data.reason ? [data.reason] : [],
  }),
  ShipGroupReleased: (data) => ({ title: `Ship group ${data.shipGroup} released`, details: [] }),
  ShipmentCreated: (data) => ({
    title: data.shipGroup ? `Ship group ${data.shipGroup} shipped` : "Shipped",
    details: [[data.carrier, ...(data.trackingNumbers ?? [])].filter(Boolean).join(" · ")].filter(Boolean),
  }),
  ShipmentConfirmed: () => ({ title: "The channel knows of the shipment", details: [] }),
  ShipmentRefused: (data) => ({ title: "The channel refused the shipment", details: data.reason ? [data.reason] : [] }),
  ReviewOpened: (data) => ({ title: "Needs a person", details: data.detail ? [data.detail] : [] }),
};

export function tell(type: string, data: unknown): Told {
  const parsed = z.safeParse(Data, data);
  const teller = TELLERS[type];
  if (teller && parsed.success) {
    return teller(parsed.data);
  }
  return {
    title: type.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`),
    details: [],
  };
}

function changes(data: Data): string[] {
  return (data.changes ?? []).map((change) => {
    const field = nameOf(change.field);
    const { before, after } = change;
    if ([before, after].some((value) => value?.includes("["))) {
      return `${field} changed`; // whole parcels or refunds, which the page shows as they are now
    }
    if (!before) {
      return `${field}: ${after}`;
    }
    return after ? `${field}: ${before} → ${after}` : `${field}: ${before} → nothing`;
  });
}

/** "shippingAddress.city" as "Shipping address, city"; which line it was stays out: its id says nothing to a person. */
function nameOf(field: string): string {
  const words = field
    .replace(/^lines\[[^\]]*\]/, "line")
    .replace(/\[[^\]]*\]/g, "")
    .split(".")
    .map((part) => part.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`))
    .join(", ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
