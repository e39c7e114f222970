import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SplitDialog } from "./SplitDialog";
import type { Order } from "./words";

const LINE = { fulfilledBy: "MERCHANT", requiresShipping: true, giftCard: false };
const ORDER = {
  id: "7b0c9f0e-0000-7000-8000-000000000001",
  number: "#1001",
  externalId: "1001",
  version: 3,
  shipGroups: [],
  lines: [
    { ...LINE, externalId: "L1", title: "Lamp", fulfillableQuantity: 3, allocatedQuantity: 3 },
    { ...LINE, externalId: "L2", title: "Shade", fulfillableQuantity: 1, allocatedQuantity: 0 },
    { ...LINE, externalId: "L3", title: "Gift card", fulfillableQuantity: 1, allocatedQuantity: 0, giftCard: true },
  ],
} as unknown as Order;

describe("the dialog that splits an order", () => {
  const sent: { url: string; body: unknown }[] = [];
  const closed = vi.fn();

  beforeEach(() => {
    sent.length = 0;
    closed.mockClear();
    vi.stubGlobal(
      "ResizeObserver",
      class {
        observe() {}
        unobserve() {}
        disconnect() {}
      },
    );
    vi.stubGlobal("fetch", async (request: Request) => {
      sent.push({ url: new URL(request.url).pathname, body: await request.json() });
      return Response.json({ ...ORDER, version: 4 }, { status: 201 });
    });
    render(
      <QueryClientProvider client={new QueryClient()}>
        <SplitDialog order={ORDER} onClose={closed} />
      </QueryClientProvider>,
    );
  });

  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it("counts up and down by keyboard alone and sends what was chosen", async () => {
    const user = userEvent.setup();
    screen.getByRole("button", { name: "One more: Lamp" }).focus();
    await user.keyboard("{Enter}{Enter}");
    await user.tab({ shift: true }); // the field
    await user.tab({ shift: true });
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "One fewer: Lamp" }));
    await user.keyboard(" ");
    await user.clear(screen.getByRole("spinbutton", { name: /^Shade/ }));
    await user.type(screen.getByRole("spinbutton", { name: /^Shade/ }), "1{Enter}");

    await waitFor(() => expect(closed).toHaveBeenCalled());
    expect(sent).toEqual([
      {
        url: `/api/v1/orders/${ORDER.id}/ship-groups`,
        body: {
          version: 3,
          lines: [
            { externalId: "L1", quantity: 1 },
            { externalId: "L2", quantity: 1 },
          ],
          note: "",
        },
      },
    ]);
  });

  it("says what is wrong beside the field, and sends nothing", async () => {
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Split" }));
    expect(await screen.findByText("Choose at least one unit.")).toBeTruthy();

    await user.clear(screen.getByRole("spinbutton", { name: /^Lamp/ }));
    await user.type(screen.getByRole("spinbutton", { name: /^Lamp/ }), "9{Enter}");
    expect(await screen.findByText("At most 3.")).toBeTruthy();
    expect(screen.getByRole("spinbutton", { name: /^Lamp/ }).getAttribute("aria-invalid")).toBe("true");
    expect(sent).toEqual([]);
  });

  it("keeps gift cards out and names every control", async () => {
    expect(screen.queryByRole("spinbutton", { name: /^Gift card/ })).toBeNull();
    const { violations } = await axe.run(screen.getByRole("dialog"), {
      rules: { "color-contrast": { enabled: false } },
    });
    expect(violations.map((violation) => violation.id)).toEqual([]);
  });
});
