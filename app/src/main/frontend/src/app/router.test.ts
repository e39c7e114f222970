import { expect, it } from "vitest";
import pages from "../pages.json";
import { routes } from "./router";

/** The server serves the portal's page for these first parts of a path only. */
it("every screen's address is one that the server knows", () => {
  const first = new Set<string>();
  const visit = (list: typeof routes) => {
    for (const route of list) {
      if (route.path && route.path !== "*") {
        first.add(route.path.split("/")[0] ?? "");
      }
      visit(route.children ?? []);
    }
  };
  visit(routes);
  expect([...first].filter((part) => !pages.includes(part))).toEqual([]);
});
