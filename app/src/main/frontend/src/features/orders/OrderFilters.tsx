import { Search } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { useSearchParams } from "react-router";
import { Button } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { CONTROL } from "@/ui/Field";
import { useConnections } from "../channels/useConnections";
import { filterIn, isFiltered } from "./filter";
import { FLAGS, type FlagCode, type OrderStatus, STATUSES } from "./words";

const SETTLE_MS = 300;

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
        next.delete("view"); // it is not that view any more
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
            className={CONTROL}
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
            className={cx(CONTROL, "max-w-48")}
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
      <Labelled label="Flag">
        {(id) => (
          <select
            id={id}
            className={CONTROL}
            value={filter.flag?.[0] ?? ""}
            onChange={(event) => set("flag", event.target.value)}
          >
            <option value="">Any or none</option>
            {(Object.keys(FLAGS) as FlagCode[]).map((flag) => (
              <option key={flag} value={flag}>
                {FLAGS[flag].label}
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
            className={CONTROL}
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
            className={CONTROL}
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
          className={cx(CONTROL, "w-full pl-8")}
          placeholder="Number, customer, SKU, tracking…"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
    </div>
  );
}
