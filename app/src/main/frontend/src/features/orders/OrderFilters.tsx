import { Search } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { useSearchParams } from "react-router";
import { Button } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { CONTROL } from "@/ui/Field";
import { useConnections } from "../channels/useConnections";
import { type OrderStatus, STATUSES } from "./words";

const SETTLE_MS = 300;

export interface OrderFilter {
  status?: string[];
  connectionId?: string;
  q?: string;
  from?: string;
  to?: string;
}

/** The address holds the filter, so that it can be kept, shared and gone back to. */
export function filterIn(search: URLSearchParams): OrderFilter {
  const filter: OrderFilter = {};
  const statuses = search.getAll("status").filter((status) => status in STATUSES);
  if (statuses.length > 0) {
    filter.status = statuses;
  }
  for (const name of ["connectionId", "q", "from", "to"] as const) {
    const value = search.get(name);
    if (value) {
      filter[name] = value;
    }
  }
  return filter;
}

export const isFiltered = (filter: OrderFilter) => Object.keys(filter).length > 0;

export function OrderFilters() {
  const [search, setSearch] = useSearchParams();
  const connections = useConnections().data?.items ?? [];
  const filter = filterIn(search);

  function set(name: string, value: string) {
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) {
          next.set(name, value);
        } else {
          next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  }

  return (
    <search className="flex flex-wrap items-end gap-2" aria-label="Filter orders">
      <SearchBox value={filter.q ?? ""} onChange={(q) => set("q", q)} />
      <Labelled label="Status">
        {(id) => (
          <select
            id={id}
            className={cx(CONTROL, "w-auto")}
            value={filter.status?.[0] ?? ""}
            onChange={(event) => set("status", event.target.value)}
          >
            <option value="">Any status</option>
            {(Object.keys(STATUSES) as OrderStatus[]).map((status) => (
              <option key={status} value={status}>
                {STATUSES[status].label}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <Labelled label="Channel">
        {(id) => (
          <select
            id={id}
            className={cx(CONTROL, "w-auto max-w-48")}
            value={filter.connectionId ?? ""}
            onChange={(event) => set("connectionId", event.target.value)}
          >
            <option value="">All channels</option>
            {connections.map((connection) => (
              <option key={connection.id} value={connection.id}>
                {connection.name}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <Labelled label="From">
        {(id) => (
          <input
            id={id}
            type="date"
            className={cx(CONTROL, "w-auto")}
            value={filter.from ?? ""}
            onChange={(event) => set("from", event.target.value)}
          />
        )}
      </Labelled>
      <Labelled label="Until">
        {(id) => (
          <input
            id={id}
            type="date"
            className={cx(CONTROL, "w-auto")}
            value={filter.to ?? ""}
            onChange={(event) => set("to", event.target.value)}
          />
        )}
      </Labelled>
      {isFiltered(filter) && (
        <Button look="quiet" onClick={() => setSearch({}, { replace: true })}>
          Clear
        </Button>
      )}
    </search>
  );
}

function Labelled({ label, children }: { label: string; children: (id: string) => React.ReactNode }) {
  const id = useId();
  return (
    <div className="flex flex-col gap-0.5">
      <label htmlFor={id} className="text-xs text-ink-soft">
        {label}
      </label>
      {children(id)}
    </div>
  );
}

/** Asks once typing has settled. */
function SearchBox({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const id = useId();
  const [text, setText] = useState(value);
  const [sent, setSent] = useState(value);

  if (value !== sent) {
    setSent(value); // changed from outside, by "Clear" or "back"
    setText(value);
  }
  useEffect(() => {
    if (text === sent) {
      return;
    }
    const timer = setTimeout(() => {
      setSent(text);
      onChange(text);
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  });

  return (
    <div className="flex grow basis-64 flex-col gap-0.5">
      <label htmlFor={id} className="text-xs text-ink-soft">
        Search
      </label>
      <div className="relative">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-soft"
        />
        <input
          id={id}
          type="search"
          className={cx(CONTROL, "pl-8")}
          placeholder="Number, customer, SKU, tracking…"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
    </div>
  );
}
