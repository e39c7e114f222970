import type { Schemas } from "@/api/client";
import type { Tone } from "@/ui/Badge";

export type Order = Schemas["OrderResponse"];
export type OrderStatus = Order["status"];
export type FlagCode = Order["flags"][number]["code"];

export const STATUSES: Record<OrderStatus, { label: string; tone: Tone }> = {
  RECEIVED: { label: "Received", tone: "info" },
  IGNORED: { label: "Left aside", tone: "neutral" },
  ON_HOLD: { label: "On hold", tone: "warn" },
  ALLOCATED: { label: "Ready to ship", tone: "good" },
  PARTIALLY_ALLOCATED: { label: "Partly in stock", tone: "warn" },
  BACKORDERED: { label: "Out of stock", tone: "bad" },
  IN_FULFILLMENT: { label: "Being packed", tone: "info" },
  PARTIALLY_SHIPPED: { label: "Partly shipped", tone: "info" },
  SHIPPED: { label: "Shipped", tone: "neutral" },
  DELIVERED: { label: "Delivered", tone: "neutral" },
  CANCELLED: { label: "Cancelled", tone: "neutral" },
  CLOSED: { label: "Closed", tone: "neutral" },
};

export const PAYMENTS: Record<Order["financialStatus"], { label: string; tone: Tone }> = {
  PENDING: { label: "Unpaid", tone: "warn" },
  AUTHORIZED: { label: "Authorized", tone: "info" },
  PARTIALLY_PAID: { label: "Partly paid", tone: "warn" },
  PAID: { label: "Paid", tone: "good" },
  PARTIALLY_REFUNDED: { label: "Partly refunded", tone: "neutral" },
  REFUNDED: { label: "Refunded", tone: "neutral" },
  VOIDED: { label: "Voided", tone: "neutral" },
  UNKNOWN: { label: "Payment unknown", tone: "neutral" },
};

/** What a flag means and what to do, in plain words. */
export const FLAGS: Record<FlagCode, { label: string; hint: string; tone: Tone }> = {
  TOTAL_MISMATCH: {
    label: "Totals differ",
    hint: "The channel's total is not the sum of its lines. The channel's amounts were kept; compare them in the channel.",
    tone: "warn",
  },
  MISSING_SKU: {
    label: "No SKU",
    hint: "A line has no SKU, so no stock can be reserved for it. Give the product a SKU in the channel.",
    tone: "warn",
  },
  UNMAPPED_SKU: {
    label: "Unknown SKU",
    hint: "A line's SKU is not among your products. Add the product, or map the SKU to one.",
    tone: "warn",
  },
  MISSING_ADDRESS: {
    label: "No address",
    hint: "There is nowhere to ship to. Add the address here or in the channel.",
    tone: "warn",
  },
  TEST_ORDER: { label: "Test", hint: "The channel marks it as a test order.", tone: "info" },
  SUSPICIOUS_VALUE: {
    label: "Odd value",
    hint: "The channel sent a value that can't be right. Compare it in the channel before you ship.",
    tone: "warn",
  },
  AWAITING_PAYMENT: {
    label: "Awaits payment",
    hint: "The channel has not got the payment yet. Stock is kept; the order goes on by itself once it is paid.",
    tone: "info",
  },
  CANCELLATION_REQUESTED: {
    label: "Buyer wants to cancel",
    hint: "The buyer asked the channel to cancel. Cancel the order here, or release it and answer the buyer.",
    tone: "bad",
  },
  STOCK_LOST: {
    label: "Stock lost",
    hint: "Stock that was reserved for this order is gone. Count the shelf, then release the order.",
    tone: "bad",
  },
  BACKORDERED: { label: "Backordered", hint: "Stock did not reach. It is reserved when stock arrives.", tone: "bad" },
  MASKED_CUSTOMER_DATA: {
    label: "Masked customer",
    hint: "The channel hides the customer's data until you ask it for a label or permission.",
    tone: "info",
  },
  CHANGED_AFTER_SHIPMENT: {
    label: "Changed after shipping",
    hint: "The channel changed the order after the goods had left. Compare both before you go on.",
    tone: "warn",
  },
};
