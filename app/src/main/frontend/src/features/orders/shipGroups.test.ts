import { describe, expect, it } from "vitest";
import { canSplit, leaving, problemOfSplit, splittable } from "./shipGroups";
import type { Order } from "./words";

function line(externalId: string, fulfillableQuantity: number, more: Partial<Order["lines"][number]> = {}) {
  return {
    externalId,
    title: `Title of ${externalId}`,
    fulfillableQuantity,
    allocatedQuantity: fulfillableQuantity,
    fulfilledBy: "MERCHANT",
    requiresShipping: true,
    giftCard: false,
    ...more,
  } as Order["lines"][number];
}

function order(lines: Order["lines"], shipGroups: Order["shipGroups"] = []) {
  return { lines, shipGroups } as Order;
}

const REST = {
  number: 1,
  status: "ALLOCATED",
  note: "",
  heldBecause: null,
  lines: [{ externalId: "A", quantity: 2, allocatedQuantity: 1 }],
} as const;
const SECOND = {
  number: 2,
  status: "BACKORDERED",
  note: "by air",
  heldBecause: null,
  lines: [{ externalId: "A", quantity: 1, allocatedQuantity: 0 }],
} as const;

describe("ship groups", () => {
  it("ship all that is to be shipped of an order that is not split", () => {
    const whole = order([line("A", 3), line("B", 0), line("C", 1, { fulfilledBy: "CHANNEL" })]);
    expect(leaving(whole).map((left) => left.externalId)).toEqual(["A"]);
  });

  it("ship the rest alone unless a group is named", () => {
    const split = order(
      [line("A", 3)],
      [
        { ...REST, lines: [...REST.lines] },
        { ...SECOND, lines: [...SECOND.lines] },
      ],
    );
    expect(leaving(split)).toEqual([{ externalId: "A", title: "Title of A", quantity: 2, allocatedQuantity: 1 }]);
    expect(leaving(split, split.shipGroups[1]).map((left) => left.quantity)).toEqual([1]);
    expect(leaving(order([line("A", 1)], split.shipGroups.slice(1)))).toEqual([]);
  });

  it("keep gift cards out and need something to stay", () => {
    const cards = order([line("A", 1), line("G", 3, { giftCard: true })]);
    expect(splittable(cards).map((left) => left.externalId)).toEqual(["A"]);
    expect(canSplit(cards)).toBe(false);
    expect(canSplit(order([line("A", 1), line("B", 1)]))).toBe(true);
  });

  it("are neither empty nor everything", () => {
    const lines = leaving(order([line("A", 2), line("B", 1)]));
    expect(problemOfSplit(lines, [0, 0])).toBe("Choose at least one unit.");
    expect(problemOfSplit(lines, [2, 1])).toBe("Leave at least one unit in the rest of the order.");
    expect(problemOfSplit(lines, [2, 0])).toBeUndefined();
  });
});
