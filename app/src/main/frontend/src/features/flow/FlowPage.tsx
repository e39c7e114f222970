import { ArrowRight, Network, SquareTerminal, TriangleAlert } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { Link } from "react-router";
import { sentence } from "@/api/problem";
import { openConsole } from "@/app/console";
import { useMe } from "@/app/session";
import { Badge } from "@/ui/Badge";
import { Bar } from "@/ui/Bar";
import { Button, ButtonLink } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { formatDateTime, formatNumber, plural } from "@/ui/format";
import { Card, Page } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows, Skeleton } from "@/ui/States";
import { Ago } from "@/ui/Time";
import { STATUSES } from "../channels/words";
import { Queues } from "./Queues";
import { type Flow, useFlow } from "./useFlow";

type Lane = Flow["connections"][number];

const RateChart = lazy(() => import("./RateChart"));

/** A live picture of the hub: what comes in, what becomes orders, what is told back, and what waits. */
export function FlowPage() {
  const { flow, history, failure } = useFlow();
  const operator = useMe().data?.role === "OPERATOR";
  return (
    <Page
      title="Flow"
      lead={
        flow
          ? `From your channels to orders and back, over the last ${plural(flow.minutes, "minute")}.`
          : "From your channels to orders and back."
      }
      actions={
        <>
          {flow && (
            <span role="status" className="text-[13px] text-ink-soft">
              {failure ? "Broken off; trying again…" : "Live"}
              <span
                aria-hidden
                className={cx(
                  "ml-1.5 inline-block size-2 rounded-full",
                  failure ? "bg-warn" : "animate-pulse bg-good motion-reduce:animate-none",
                )}
              />
            </span>
          )}
          {operator && (
            <Button icon={<SquareTerminal aria-hidden className="size-4" />} onClick={() => void openConsole()}>
              Routes and queues in the console
            </Button>
          )}
        </>
      }
    >
      {!flow ? (
        <Card flush>
          {failure ? <ErrorState what="Flow" error={failure} /> : <LoadingRows label="Loading the flow…" />}
        </Card>
      ) : flow.connections.length === 0 ? (
        <Card>
          <Empty
            icon={<Network aria-hidden />}
            title="Nothing flows yet"
            action={
              <ButtonLink look="primary" to="/channels">
                Connect a channel
              </ButtonLink>
            }
          >
            As soon as a channel is connected, you see here what comes in and what is told back.
          </Empty>
        </Card>
      ) : (
        <>
          <Card title="Messages a minute">
            <Suspense fallback={<Skeleton className="h-44" />}>
              <RateChart history={history} />
            </Suspense>
            <p className="mt-2 flex flex-wrap gap-x-4 text-[13px] text-ink-soft">
              <Legend color="bg-accent">came in: {perMinute(flow, "received")}</Legend>
              <Legend color="bg-good">told back: {perMinute(flow, "told")}</Legend>
            </p>
          </Card>
          <ul className="flex flex-col gap-3">
            {flow.connections.map((lane) => (
              <LaneRow key={lane.id} lane={lane} />
            ))}
          </ul>
          {flow.queues && <Queues queues={flow.queues} />}
        </>
      )}
    </Page>
  );
}

function perMinute(flow: Flow, rate: "received" | "told"): string {
  const all = flow.connections.reduce((sum, lane) => sum + lane.rates[rate], 0);
  return formatNumber(Math.round((all / flow.minutes) * 10) / 10);
}

function Legend({ color, children }: { color: string; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className={cx("size-2.5 rounded-sm", color)} />
      {children}
    </span>
  );
}

/** One channel's way: in, orders, back. */
function LaneRow({ lane }: { lane: Lane }) {
  const { rates, backlog, limit } = lane;
  const more = rates.more ? "+" : "";
  const toTell = backlog.writes + backlog.stock;
  return (
    <li className="rounded-lg border border-line bg-surface">
      <div className="grid gap-x-3 gap-y-2 p-4 md:grid-cols-[minmax(11rem,1.4fr)_auto_minmax(0,1fr)_auto_minmax(0,1fr)_auto_minmax(0,1fr)] md:items-center">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2 text-sm">
            <Link className="font-medium text-accent-ink hover:underline" to={`/channels/${lane.id}`}>
              {lane.name}
            </Link>
            <Badge tone={STATUSES[lane.status].tone}>{STATUSES[lane.status].label}</Badge>
          </p>
          <div className="mt-1.5 flex items-center gap-2 text-xs text-ink-soft">
            <div className="w-20">
              <Bar share={limit.usedPercent / 100} label="Use of the platform's limit" warn={limit.usedPercent > 90} />
            </div>
            {limit.usedPercent} % of its limit
          </div>
        </div>
        <Arrow active={rates.received > 0} />
        <Stage name="Came in" main={`${formatNumber(rates.received)}${more}`} waits={[[backlog.fetches, "to fetch"]]} />
        <Arrow active={rates.imported > 0} />
        <Stage
          name="Handled"
          main={`${formatNumber(rates.imported)}${more}`}
          waits={[
            [backlog.heldOrders, "on hold", `/orders?status=ON_HOLD&connectionId=${lane.id}`],
            [backlog.deadLetters, "under Problems", "/desk"],
          ]}
        />
        <Arrow active={rates.told > 0} />
        <Stage name="Told back" main={`${formatNumber(rates.told)}${more}`} waits={[[toTell, "to tell"]]} />
      </div>
      {(lane.lastError || limit.waitsUntil || limit.breaker !== "CLOSED") && (
        <div className="flex gap-2 border-t border-line px-4 py-2 text-[13px]">
          <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-warn" />
          <div>
            {limit.breaker !== "CLOSED" && <p>The platform failed too often: calls are held back and tried again.</p>}
            {limit.waitsUntil && (
              <p>
                Waits until {formatDateTime(limit.waitsUntil)}: {limit.why}
              </p>
            )}
            {lane.lastError && (
              <p className="[overflow-wrap:anywhere]">
                {sentence(lane.lastError)}{" "}
                {lane.lastErrorAt && (
                  <span className="text-ink-soft">
                    (<Ago time={lane.lastErrorAt} />)
                  </span>
                )}
              </p>
            )}
          </div>
        </div>
      )}
    </li>
  );
}

function Stage({ name, main, waits }: { name: string; main: string; waits: [number, string, string?][] }) {
  return (
    <div className="flex items-baseline gap-2 md:block">
      <p className="w-24 text-xs text-ink-soft md:w-auto">{name}</p>
      <p className="text-lg font-semibold tabular-nums">{main}</p>
      <p className="flex flex-wrap gap-x-2 text-xs">
        {waits
          .filter(([count]) => count > 0)
          .map(([count, what, to]) =>
            to ? (
              <Link key={what} className="text-accent-ink underline" to={to}>
                {formatNumber(count)} {what}
              </Link>
            ) : (
              <span key={what} className="text-ink-soft">
                {formatNumber(count)} {what}
              </span>
            ),
          )}
      </p>
    </div>
  );
}

function Arrow({ active }: { active: boolean }) {
  return (
    <ArrowRight
      aria-hidden
      className={cx("size-5 max-md:hidden", active ? "text-accent-ink" : "text-line-strong opacity-50")}
    />
  );
}
