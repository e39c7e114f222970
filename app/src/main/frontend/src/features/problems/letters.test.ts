import { describe, expect, it } from "vitest";
import { byCause, type Letter } from "./letters";

function letter(id: string, reason: string, more: Partial<Letter> = {}): Letter {
  return {
    id,
    reason,
    stage: "normalize",
    connectionId: "c1",
    platform: "shopify",
    deliveryId: id,
    topic: "orders/create",
    field: "",
    detail: "",
    status: "OPEN",
    replays: 0,
    resolution: "",
    receivedAt: "2026-01-02T00:00:00Z",
    parkedAt: "2026-01-02T00:00:00Z",
    ...more,
  };
}

describe("causes", () => {
  it("bring together what differs only in numbers and quoted values", () => {
    const causes = byCause([
      letter("1", "line_items[0].price 'ten' is not a number", { field: "line_items[0].price" }),
      letter("2", "line_items[3].price 'two' is not a number", { field: "line_items[3].price" }),
    ]);
    expect(causes).toHaveLength(1);
    expect(causes[0]).toMatchObject({ same: false });
    expect(causes[0]?.letters).toHaveLength(2);
  });

  it("keep channels and steps apart", () => {
    const causes = byCause([
      letter("1", "is not JSON"),
      letter("2", "is not JSON", { connectionId: "c2" }),
      letter("3", "is not JSON", { stage: "import" }),
    ]);
    expect(causes).toHaveLength(3);
  });

  it("stand with the most frequent first, and know when all say the same", () => {
    const causes = byCause([letter("1", "a"), letter("2", "b"), letter("3", "b")]);
    expect(causes.map((cause) => [cause.reason, cause.letters.length, cause.same])).toEqual([
      ["b", 2, true],
      ["a", 1, true],
    ]);
  });
});
