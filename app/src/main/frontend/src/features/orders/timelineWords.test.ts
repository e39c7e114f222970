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

  it("tells how an order was divided", () => {
    const lines = [
      { lineId: "L1", quantity: 2 },
      { lineId: "L2", quantity: 1 },
    ];
    expect(tell("OrderSplit", { shipGroup: 2, note: "by air", lines })).toEqual({
      title: "Ship group 2 split off",
      details: ["3 units", "by air"],
    });
    expect(tell("ShipGroupChanged", { shipGroup: 2, lines: [] }).details).toEqual(["nothing is left in it"]);
    expect(tell("ShipmentCreated", { shipGroup: 2, lines, carrier: "dhl", trackingNumbers: ["A"] })).toEqual({
      title: "Ship group 2 shipped",
      details: ["dhl · A"],
    });
    expect(tell("OrderReceived", { number: "#1", lines: 3 }).title).toBe("Received from the channel");
  });

  it("does not break on data of another shape", () => {
    expect(tell("StockReserved", { quantity: "two" }).title).toBe("Stock reserved");
  });
});
