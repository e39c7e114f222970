import { useQuery } from "@tanstack/react-query";
import { ArrowRight, Check } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { api, ask } from "@/api/client";
import { Bar } from "@/ui/Bar";
import { cx } from "@/ui/cx";
import { plural } from "@/ui/format";
import { Card, Page } from "@/ui/Page";
import { ErrorState, LoadingRows } from "@/ui/States";
import { type Connection, useConnections } from "../channels/useConnections";

interface Step {
  title: string;
  done: boolean;
  text: ReactNode;
  to: string;
  action: string;
}

/** What is left to do until orders flow by themselves. */
export function StartPage() {
  const connections = useConnections(15_000);
  const stock = useQuery({
    queryKey: ["inventory", "any"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/inventory", { params: { query: { limit: 50 } }, signal })),
  });
  const orders = useQuery({
    queryKey: ["orders", "any"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/orders", { params: { query: { limit: 200 } }, signal })),
    refetchInterval: 15_000,
  });
  const failed = [connections, stock, orders].find((query) => query.isError);
  if (failed) {
    return (
      <Page title="Get started">
        <Card>
          <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
        </Card>
      </Page>
    );
  }
  if (!connections.data || !stock.data || !orders.data) {
    return (
      <Page title="Get started">
        <Card flush>
          <LoadingRows rows={4} />
        </Card>
      </Page>
    );
  }
  const live = connections.data.items.filter((connection: Connection) => connection.status === "ACTIVE");
  const unknown = orders.data.items.filter((order) => order.flags.some((flag) => flag.code === "UNMAPPED_SKU"));
  const stocked = stock.data.items.filter((item) => item.onHand > 0);
  const steps: Step[] = [
    {
      title: "Connect a channel",
      done: live.length > 0,
      text:
        live.length > 0
          ? `${live.map((connection) => connection.name).join(", ")} ${live.length === 1 ? "is" : "are"} connected.`
          : "A shop with one click, or a folder for order files.",
      to: "/channels",
      action: live.length > 0 ? "Channels" : "Connect",
    },
    {
      title: "Check the SKUs",
      done: orders.data.items.length > 0 && unknown.length === 0,
      text:
        orders.data.items.length === 0
          ? "Once orders come in, each SKU of your shops must belong to a product here."
          : unknown.length === 0
            ? "Every SKU of your latest orders belongs to a product."
            : `${plural(unknown.length, "order")} with a SKU that no product has.`,
      to: unknown.length > 0 ? "/orders?status=ON_HOLD" : "/inventory",
      action: unknown.length > 0 ? "Show them" : "Products",
    },
    {
      title: "Set your stock",
      done: stocked.length > 0,
      text:
        stocked.length > 0
          ? `${plural(stocked.length, "product")}${stock.data.nextCursor ? " and more" : ""} in stock.`
          : "Count once, by hand or from a file; from then on orders and shipments keep it right.",
      to: stocked.length > 0 ? "/inventory" : "/inventory/import",
      action: stocked.length > 0 ? "Stock" : "Import counts",
    },
    {
      title: "First order",
      done: orders.data.items.length > 0,
      text:
        orders.data.items.length > 0
          ? `${plural(orders.data.items.length, "order")}${orders.data.nextCursor ? " and more" : ""} came in.`
          : "It appears by itself as soon as somebody buys. Or hand in an order file.",
      to: "/orders",
      action: "Orders",
    },
  ];
  const done = steps.filter((step) => step.done).length;
  return (
    <Page
      title="Get started"
      lead={done === steps.length ? "All set: orders flow by themselves now." : "Four steps, done in minutes."}
    >
      <div className="flex max-w-3xl flex-col gap-4">
        <div className="flex items-center gap-3">
          <div className="grow">
            <Bar share={done / steps.length} label="Done" />
          </div>
          <span className="text-sm text-ink-soft">
            {done} of {steps.length} done
          </span>
        </div>
        <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
          {steps.map((step, index) => (
            <StepRow
              key={step.title}
              step={step}
              number={index + 1}
              next={!step.done && steps.slice(0, index).every((before) => before.done)}
            />
          ))}
        </ol>
      </div>
    </Page>
  );
}

function StepRow({ step, number, next }: { step: Step; number: number; next: boolean }) {
  return (
    <li className="flex items-center gap-4 px-4 py-4">
      <span
        className={cx(
          "grid size-8 shrink-0 place-items-center rounded-full text-sm font-semibold",
          step.done ? "bg-good-soft text-good" : next ? "bg-accent text-on-accent" : "bg-sunken text-ink-soft",
        )}
      >
        {step.done ? <Check aria-label="Done" className="size-4.5" /> : number}
      </span>
      <div className="min-w-0 grow">
        <h2 className="text-sm font-semibold">{step.title}</h2>
        <p className="text-sm text-ink-soft">{step.text}</p>
      </div>
      <Link
        to={step.to}
        className={cx(
          "inline-flex min-h-9 items-center gap-1 rounded-md px-3 text-sm font-medium whitespace-nowrap max-sm:min-h-11",
          next ? "bg-accent text-on-accent hover:bg-accent-hover" : "text-accent-ink hover:bg-sunken",
        )}
      >
        {step.action}
        <ArrowRight aria-hidden className="size-4" />
      </Link>
    </li>
  );
}
