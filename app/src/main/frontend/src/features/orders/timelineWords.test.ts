import { describe, expect, it } from "vitest";
import { tell } from "./timelineWords";

describe("the timeline", () => {
  it("tells changes field by field", () => {
    const told = tell("OrderEdited", {
      changes: [
        { field: "shippingAddress.city", before: "Köln", after: "Bonn" },
        { field: "note", before: null, after: "Ring twice" },
        { field: "tags", before: "vip" },
        { field: "lines[17].fulfillableQuantity", before: "1", after: "0" },
        { field: "fulfillments", before: "[]", after: "[Fulfillment[externalId=4]]" },
      ],
    });
    expect(told).toEqual({
      title: "Edited here",
      details: [
        "Shipping address, city: Köln → Bonn",
        "Note: Ring twice",
        "Tags: vip → nothing",
        "Line, fulfillable quantity: 1 → 0",
        "Fulfillments changed",
      ],
    });
  });

  it("names an event that it does not know yet", () => {
    expect(tell("ParcelInsured", { any: "thing" })).toEqual({ title: "Parcel insured", details: [] });
  });

  it("does not break on data of another shape", () => {
    expect(tell("StockReserved", { quantity: "two" }).title).toBe("Stock reserved");
  });
});
