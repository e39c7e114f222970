import { describe, expect, it } from "vitest";
import { formatAgo, formatMoney, formatSpan, isZero, plural } from "./format";

describe("money", () => {
  it("keeps the exact amount, at the currency's own scale", () => {
    expect(formatMoney({ amount: "12345678901234567.89", currency: "USD" })).toBe("$12,345,678,901,234,567.89");
    expect(formatMoney({ amount: "1500", currency: "JPY" })).toBe("¥1,500");
    expect(formatMoney({ amount: "1.250", currency: "KWD" })).toContain("1.250");
  });

  it("writes an unknown currency as it is", () => {
    expect(formatMoney({ amount: "5.00", currency: "??" })).toBe("5.00 ??");
  });

  it("knows nothing when it sees it", () => {
    expect(["0", "0.00", "-0.0"].map((amount) => isZero({ amount, currency: "USD" }))).toEqual([true, true, true]);
    expect(isZero({ amount: "0.01", currency: "USD" })).toBe(false);
  });
});

describe("time", () => {
  it("is told by its largest unit", () => {
    const now = Date.parse("2026-01-02T12:00:00Z");
    expect(formatAgo("2026-01-02T11:59:58Z", now)).toBe("just now");
    expect(formatAgo("2026-01-02T11:55:00Z", now)).toBe("5 minutes ago");
    expect(formatAgo("2026-01-01T11:00:00Z", now)).toBe("yesterday");
  });

  it("tells how long something took", () => {
    expect([formatSpan(300), formatSpan(1_600), formatSpan(61_000), formatSpan(90_000_000)]).toEqual([
      "less than a second",
      "2 seconds",
      "1 minute",
      "1 day",
    ]);
  });
});

it("counts in words", () => {
  expect([plural(1, "order"), plural(1200, "order"), plural(2, "entry", "entries")]).toEqual([
    "1 order",
    "1,200 orders",
    "2 entries",
  ]);
});
