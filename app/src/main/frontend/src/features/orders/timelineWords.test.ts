import { describe, expect, it } from "vitest";
import { tell } from "./timelineWords";

describe("the timeline", () => {
  it("tells changes field by field", () => {
    const told = tell("OrderEdited", {
      changes: [
        { field: "shippingAddress.city", before: "Köln", after: "Bonn" },
        { field: "note", before: null, after: "Ring twice" },
        { field: "tags", before: "vip" },
      ],
    });
    expect(told).toEqual({
      title: "Edited here",
      details: ["shippingAddress.city: Köln → Bonn", "note: Ring twice", "tags: vip → nothing"],
    });
  });

  it("names an event that it does not know yet", () => {
    expect(tell("ParcelInsured", { any: "thing" })).toEqual({ title: "Parcel insured", details: [] });
  });

  it("does not break on data of another shape", () => {
    expect(tell("StockReserved", { quantity: "two" }).title).toBe("Stock reserved");
  });
});
