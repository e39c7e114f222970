import { Crosshair } from "lucide-react";
import { useDeferredValue, useId, useMemo, useRef } from "react";
import { Button } from "@/ui/Button";
import { type Mistake, mistakeIn, place, rangeOf } from "./payload";

const LINE_PX = 20;

/** A text area with line numbers that says where JSON is broken and finds the field that is to be mended. */
export function PayloadEditor({
  value,
  onChange,
  json,
  field,
  readOnly,
}: {
  value: string;
  onChange: (text: string) => void;
  json: boolean;
  /** The offending field; empty when none is known. */
  field: string;
  readOnly: boolean;
}) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const settled = useDeferredValue(value);
  const mistake = useMemo(() => (json ? mistakeIn(settled) : null), [settled, json]);
  const range = useMemo(() => (json && field ? rangeOf(settled, field) : null), [settled, json, field]);
  const lines = useMemo(() => settled.split("\n").length, [settled]);

  function show(from: number, to: number) {
    const element = area.current;
    if (element) {
      element.focus();
      element.setSelectionRange(from, to);
      element.scrollTop = Math.max(0, (place(value, from).line - 4) * LINE_PX);
    }
  }

  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <label htmlFor={id} className="text-sm font-medium">
          Payload
        </label>
        {range && (
          <Button
            look="quiet"
            icon={<Crosshair aria-hidden className="size-4" />}
            onClick={() => show(range.from, range.to)}
          >
            Go to {field}
          </Button>
        )}
      </div>
      <div className="flex overflow-hidden rounded-md border border-line-strong bg-surface font-mono text-[13px] leading-5 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-ink">
        <div
          ref={gutter}
          aria-hidden
          className="h-96 shrink-0 overflow-hidden border-r border-line bg-sunken px-2 py-2 text-right text-ink-soft select-none"
        >
          <pre>{numbers(lines)}</pre>
        </div>
        <textarea
          ref={area}
          id={id}
          value={value}
          readOnly={readOnly}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          wrap="off"
          aria-invalid={mistake ? true : undefined}
          aria-describedby={`${id}-state`}
          className="h-96 w-full resize-none overflow-auto bg-transparent px-3 py-2 whitespace-pre outline-none"
          onChange={(event) => onChange(event.target.value)}
          onScroll={(event) => {
            if (gutter.current) {
              gutter.current.scrollTop = event.currentTarget.scrollTop;
            }
          }}
        />
      </div>
      <p id={`${id}-state`} aria-live="polite" className="min-h-5 text-[13px]">
        {mistake ? (
          <Wrong mistake={mistake} onShow={() => show(mistake.offset, mistake.offset + 1)} />
        ) : (
          json && <span className="text-good">This is valid JSON.</span>
        )}
      </p>
    </div>
  );
}

function Wrong({ mistake, onShow }: { mistake: Mistake; onShow: () => void }) {
  return (
    <span className="text-bad">
      {mistake.message}:{" "}
      <button type="button" className="font-medium underline" onClick={onShow}>
        line {mistake.line}, column {mistake.column}
      </button>
      .
    </span>
  );
}

function numbers(lines: number): string {
  return Array.from({ length: lines }, (_, line) => line + 1).join("\n");
}
