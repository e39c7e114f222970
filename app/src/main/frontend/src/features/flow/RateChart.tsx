import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatNumber } from "@/ui/format";
import type { Flow } from "./useFlow";

const time = new Intl.DateTimeFormat(navigator.language, { hour: "numeric", minute: "2-digit", second: "2-digit" });

/** Messages a minute over the last readings. Its figures stand in words beside it. */
export default function RateChart({ history }: { history: Flow[] }) {
  const points = history.map((flow) => ({
    at: new Date(flow.at).getTime(),
    received: sum(flow, "received"),
    told: sum(flow, "told"),
  }));
  return (
    <div aria-hidden className="h-44">
      <ResponsiveContainer width="100%" height="100%">
        <AreaChart accessibilityLayer={false} data={points} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            dataKey="at"
            type="number"
            domain={["dataMin", "dataMax"]}
            tickFormatter={(at: number) => time.format(at)}
            tick={{ fill: "var(--ink-soft)", fontSize: 11 }}
            stroke="var(--line)"
            minTickGap={60}
          />
          <YAxis
            width={40}
            allowDecimals={false}
            tick={{ fill: "var(--ink-soft)", fontSize: 11 }}
            stroke="var(--line)"
          />
          <Tooltip
            labelFormatter={(at) => time.format(Number(at))}
            formatter={(value, name) => [
              `${formatNumber(Number(value))} a minute`,
              name === "received" ? "came in" : "told back",
            ]}
            contentStyle={{ background: "var(--surface)", border: "1px solid var(--line)", borderRadius: 6 }}
          />
          <Area
            dataKey="received"
            stroke="var(--accent)"
            fill="var(--accent-soft)"
            strokeWidth={2}
            isAnimationActive={false}
          />
          <Area dataKey="told" stroke="var(--good)" fill="transparent" strokeWidth={2} isAnimationActive={false} />
        </AreaChart>
      </ResponsiveContainer>
    </div>
  );
}

function sum(flow: Flow, rate: "received" | "told"): number {
  const all = flow.connections.reduce((total, connection) => total + connection.rates[rate], 0);
  return Math.round((all / flow.minutes) * 10) / 10;
}
