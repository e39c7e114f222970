import { describe, expect, it } from "vitest";
import { indented, mistakeIn, pathOf, rangeOf } from "./payload";

describe("a payload", () => {
  it("keeps every digit of a number when it is indented", () => {
    expect(indented('{"id":820982911946154508,"price":1.50}')).toBe(
      '{\n  "id": 820982911946154508,\n  "price": 1.50\n}',
    );
  });

  it("says in plain words what is wrong, and where", () => {
    expect(mistakeIn('{\n  "lines": [ }\n}')).toMatchObject({ line: 2, message: "A value belongs here" });
    expect(mistakeIn('{\n  "a": 1\n  "b": 2\n}')).toMatchObject({ line: 3, column: 3, message: "A comma is missing" });
    expect(mistakeIn('{"a": 1}')).toBeNull();
  });

  it("takes no comments and no trailing comma, which the hub takes neither", () => {
    expect(mistakeIn('{"a": 1, /* b */ "c": 2}')).not.toBeNull();
    expect(mistakeIn('{"a": 1,}')).not.toBeNull();
  });

  it("finds the field that a reason names", () => {
    const text = '{"lines": [{"price": "1"}, {"price": "ten"}]}';
    const range = rangeOf(text, "lines[1].price");
    expect(range && text.slice(range.from, range.to)).toBe('"price": "ten"');
  });

  it("finds what is nearest when the field itself is missing", () => {
    const text = '{"lines": [{"sku": "A"}]}';
    const range = rangeOf(text, "lines[0].price");
    expect(range && text.slice(range.from, range.to)).toBe('{"sku": "A"}');
    expect(rangeOf(text, "customer.name")).toBeNull();
  });

  it("reads paths as the hub writes them", () => {
    expect(pathOf("line_items[2].price_set.amount")).toEqual(["line_items", 2, "price_set", "amount"]);
  });
});
