import { useQuery } from "@tanstack/react-query";
import { ArrowRight, Check } from "lucide-react";
import { Link } from "react-router";
import { api, ask, type Schemas } from "@/api/client";
import { Bar } from "@/ui/Bar";
import { cx } from "@/ui/cx";
import { plural } from "@/ui/format";
import { Card, Page } from "@/ui/Page";
import { ErrorState, LoadingRows } from "@/ui/States";

type Onboarding = Schemas["ProgressOnboarding"];
type Step = Onboarding["steps"][number];

interface Told {
  title: string;
  text: string;
  to: string;
  action: string;
}

/** What each step says, before and after it is done. */
const STEPS: Record<Step["name"], (step: Step, onboarding: Onboarding) => Told> = {
  CONNECT_CHANNEL: ({ done, count, waiting }) => ({
    title: "Connect a channel",
    text: done
      ? `${plural(count, "channel")} connected${waiting > 0 ? `; ${waiting} of them need you` : ""}.`
      : "A shop with one click, or a folder for order files.",
    to: "/channels",
    action: done ? "Channels" : "Connect",
  }),
  CHECK_MAPPING: ({ done, count, waiting }, { connectionId }) => ({
    title: "Check the SKUs",
    text:
      waiting > 0
        ? `Orders wait for ${plural(waiting, "item")} that no product is known for.`
        : done
          ? `${plural(count, "SKU")} known; no order waits for another.`
          : "Each SKU of your shops must belong to a product here.",
    to: waiting > 0 && connectionId ? `/channels/${connectionId}?tab=items` : "/inventory",
    action: waiting > 0 ? "Map them" : "Products",
  }),
  SET_STOCK: ({ done, count }) => ({
    title: "Set your stock",
    text: done
      ? `${plural(count, "product")} in stock.`
      : "Count once, by hand or from a file; from then on orders and shipments keep it right.",
    to: done ? "/inventory" : "/inventory/import",
    action: done ? "Stock" : "Import counts",
  }),
  FIRST_ORDER: ({ done, count }) => ({
    title: "First order",
    text: done
      ? `${plural(count, "order")} came in.`
      : "It appears by itself as soon as somebody buys. Or hand in an order file.",
    to: "/orders",
    action: "Orders",
  }),
};

/** What is left to do until orders flow by themselves. */
export function StartPage() {
  const progress = useQuery({
    queryKey: ["onboarding"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/onboarding", { signal })),
    refetchInterval: 10_000,
  });
  if (!progress.data) {
    return (
      <Page title="Get started">
        <Card flush>
          {progress.isError ? (
            <ErrorState error={progress.error} onRetry={() => void progress.refetch()} />
          ) : (
            <LoadingRows rows={4} />
          )}
        </Card>
      </Page>
    );
  }
  const { steps, doneSteps, done } = progress.data;
  const next = steps.find((step) => !step.done);
  return (
    <Page
      title="Get started"
      lead={done ? "All set: orders flow by themselves now." : `${plural(steps.length, "step")}, done in minutes.`}
    >
      <div className="flex max-w-3xl flex-col gap-4">
        <div className="flex items-center gap-3">
          <div className="grow">
            <Bar share={doneSteps / steps.length} label="Done" />
          </div>
          <span className="text-sm text-ink-soft">
            {doneSteps} of {steps.length} done
          </span>
        </div>
        <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
          {steps.map((step, index) => (
            <StepRow
              key={step.name}
              told={STEPS[step.name](step, progress.data)}
              done={step.done}
              number={index + 1}
              next={step === next}
            />
          ))}
        </ol>
      </div>
    </Page>
  );
}

function StepRow({ told, done, number, next }: { told: Told; done: boolean; number: number; next: boolean }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-4">
      <span
        className={cx(
          "grid size-8 shrink-0 place-items-center rounded-full text-sm font-semibold",
          done ? "bg-good-soft text-good" : next ? "bg-accent text-on-accent" : "bg-sunken text-ink-soft",
        )}
      >
        {done ? <Check aria-label="Done" className="size-4.5" /> : number}
      </span>
      <div className="min-w-0 grow basis-48">
        <h2 className="text-sm font-semibold">{told.title}</h2>
        <p className="text-sm text-ink-soft">{told.text}</p>
      </div>
      <div className="max-sm:w-full max-sm:pl-12">
        <Link
          to={told.to}
          className={cx(
            "inline-flex min-h-9 items-center gap-1 rounded-md px-3 text-sm font-medium whitespace-nowrap max-sm:min-h-11",
            next ? "bg-accent text-on-accent hover:bg-accent-hover" : "text-accent-ink hover:bg-sunken max-sm:-ml-3",
          )}
        >
          {told.action}
          <ArrowRight aria-hidden className="size-4" />
        </Link>
      </div>
    </li>
  );
}
