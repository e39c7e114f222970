import { Select, TextField } from "@/ui/Field";
import type { Reading } from "./MapperPage";
import { asText } from "./PlatformFields";
import type { Connection } from "./useConnections";

const CHOICES = {
  delimiter: ["auto", "comma", "semicolon", "tab", "pipe"],
  decimal: ["auto", "dot", "comma"],
  dateFormat: ["auto", "YMD", "DMY", "MDY"],
} as const;
const LABELS = { delimiter: "Delimiter", decimal: "Decimal mark", dateFormat: "Order of dates" };

/** How the file is read, where the guess is wrong. */
export function ReadingSettings({
  reading,
  saved,
  open,
  onChange,
}: {
  reading: Reading;
  saved: Connection["settings"];
  /** When no order comes of the file, the cause may be here. */
  open: boolean;
  onChange: (next: Reading) => void;
}) {
  const value = (name: string, otherwise: string) => reading[name] ?? (asText(saved[name]) || otherwise);
  const set = (name: string, text: string) => onChange({ ...reading, [name]: text });
  return (
    <details open={open} className="rounded-lg border border-line bg-surface px-4 py-2">
      <summary className="min-h-9 py-1.5 text-sm font-medium">How the file is read</summary>
      <div className="grid gap-3 py-2 sm:grid-cols-3 lg:grid-cols-5">
        {(Object.keys(CHOICES) as (keyof typeof CHOICES)[]).map((name) => {
          const now = value(name, "auto");
          const known = (CHOICES[name] as readonly string[]).includes(now);
          return (
            <Select key={name} label={LABELS[name]} value={now} onChange={(event) => set(name, event.target.value)}>
              {(known ? CHOICES[name] : [now, ...CHOICES[name]]).map((choice) => (
                <option key={choice} value={choice}>
                  {choice}
                </option>
              ))}
            </Select>
          );
        })}
        <TextField
          label="Currency"
          placeholder="EUR"
          maxLength={3}
          spellCheck={false}
          className="uppercase placeholder:normal-case"
          defaultValue={value("currency", "")}
          onChange={({ target }) =>
            (target.value.length === 3 || target.value === "") && set("currency", target.value.toUpperCase())
          }
        />
        <TextField
          label="Time zone"
          placeholder="UTC"
          spellCheck={false}
          defaultValue={value("timeZone", "")}
          onBlur={(event) => event.target.value !== value("timeZone", "") && set("timeZone", event.target.value)}
        />
      </div>
    </details>
  );
}
