import { describe, expect, it } from "vitest";
import { filterIn, isFiltered } from "./filter";

describe("the filter in the address", () => {
  it("is read with all that the list understands", () => {
    const search = new URLSearchParams("status=ON_HOLD&status=ALLOCATED&flag=UNMAPPED_SKU&q=mug&from=2026-01-01");
    expect(filterIn(search)).toEqual({
      status: ["ON_HOLD", "ALLOCATED"],
      flag: ["UNMAPPED_SKU"],
      q: "mug",
      from: "2026-01-01",
    });
  });

  it("leaves out what is no status, no flag and not its own", () => {
    const filter = filterIn(new URLSearchParams("status=nonsense&flag=x&cursor=abc&q="));
    expect(filter).toEqual({});
    expect(isFiltered(filter)).toBe(false);
  });
});
