import { describe, expect, it } from "vitest";
import { Problem, sentence } from "./problem";

describe("a refusal", () => {
  it("keeps the hub's words and fields", () => {
    const problem = Problem.of(400, {
      type: "/problems/invalid-request",
      title: "The request can't be understood as it is",
      status: 400,
      detail: "name is required",
      errors: [{ field: "name", message: "is required" }],
    });
    expect(problem).toMatchObject({ type: "invalid-request", message: "Name is required.", mayPass: false });
    expect(problem.fields).toEqual([{ field: "name", message: "is required" }]);
  });

  it("says so when the answer can't be read, and may pass when the hub is busy", () => {
    expect(Problem.of(502, "<html>")).toMatchObject({ type: "unknown", mayPass: true });
  });
});

describe("a sentence", () => {
  it("begins with a capital and ends with a full stop", () => {
    expect(sentence("check both and try again")).toBe("Check both and try again.");
    expect(sentence("Really?")).toBe("Really?");
    expect(sentence(" ")).toBe("");
  });

  it("leaves a field's name as it is", () => {
    expect(sentence("lines[0].unitPrice: is missing")).toBe("lines[0].unitPrice: is missing.");
    expect(sentence("line_items is empty")).toBe("line_items is empty.");
    expect(sentence("unitPrice is missing")).toBe("unitPrice is missing.");
  });
});
