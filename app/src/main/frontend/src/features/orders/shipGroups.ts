import type { Order } from "./words";

export type ShipGroup = Order["shipGroups"][number];

/** What lies in no group of its own. */
export const REST = 1;

/** Units of a line that may leave now. */
export interface Leaving {
  externalId: string;
  title: string;
  quantity: number;
  allocatedQuantity: number;
}

/** What leaves when the order is shipped: a ship group as a whole, or of what lies in none; of an order that is not split, all. */
export function leaving(order: Order, group?: ShipGroup): Leaving[] {
  if (!group && order.shipGroups.length === 0) {
    return order.lines
      .filter((line) => line.fulfilledBy === "MERCHANT" && line.requiresShipping && line.fulfillableQuantity > 0)
      .map((line) => ({
        externalId: line.externalId,
        title: line.title,
        quantity: line.fulfillableQuantity,
        allocatedQuantity: line.allocatedQuantity,
      }));
  }
  const titles = new Map(order.lines.map((line) => [line.externalId, line.title]));
  const from = group ?? order.shipGroups.find((known) => known.number === REST);
  return (from?.lines ?? []).map((line) => ({ ...line, title: titles.get(line.externalId) ?? line.externalId }));
}

/** What may be put into a group of its own: goods, out of what lies in none. */
export function splittable(order: Order): Leaving[] {
  const goods = new Set(order.lines.filter((line) => !line.giftCard).map((line) => line.externalId));
  return leaving(order).filter((line) => goods.has(line.externalId));
}

/** Whether something can be taken out and something stays. */
export function canSplit(order: Order): boolean {
  return splittable(order).reduce((sum, line) => sum + line.quantity, 0) > 1;
}

/** Why so many units can't be a group, in words; undefined when they can. */
export function problemOfSplit(lines: Leaving[], quantities: number[]): string | undefined {
  const chosen = quantities.reduce((sum, quantity) => sum + quantity, 0);
  if (chosen === 0) {
    return "Choose at least one unit.";
  }
  return chosen === lines.reduce((sum, line) => sum + line.quantity, 0)
    ? "Leave at least one unit in the rest of the order."
    : undefined;
}
