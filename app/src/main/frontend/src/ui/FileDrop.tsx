import { Upload } from "lucide-react";
import { type DragEvent, useId, useRef, useState } from "react";
import { cx } from "./cx";
import { Spinner } from "./Spinner";
import { Refusal } from "./States";

/** A place for a file: by mouse, by keyboard, by a phone's file picker. */
export function FileDrop({
  label,
  accept,
  hint,
  busy,
  error,
  onFile,
}: {
  label: string;
  accept: string;
  hint?: string;
  busy: boolean;
  error?: unknown;
  onFile: (file: File) => void;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  function take(file: File | undefined) {
    if (file && !busy) {
      onFile(file);
    }
    if (input.current) {
      input.current.value = ""; // so that the same file can be chosen again
    }
  }
  const stop = (event: DragEvent) => event.preventDefault();

  return (
    <div className="flex flex-col gap-2">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the input does the same */}
      <div
        className={cx(
          "relative flex flex-col items-center gap-1.5 rounded-lg border-2 border-dashed px-4 py-7 text-center text-sm",
          "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-ink",
          over ? "border-accent bg-accent-soft" : "border-line-strong/60",
        )}
        onDragEnter={(event) => {
          stop(event);
          setOver(true);
        }}
        onDragOver={stop}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          stop(event);
          setOver(false);
          take(event.dataTransfer.files[0]);
        }}
      >
        {busy ? <Spinner className="size-6" /> : <Upload aria-hidden className="size-6 stroke-[1.6] text-ink-soft" />}
        <label htmlFor={id} className="font-medium">
          {label}: <span className="text-accent-ink underline">choose</span> or drop it here
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-[13px] text-ink-soft">
            {hint}
          </p>
        )}
        <input
          ref={input}
          id={id}
          type="file"
          accept={accept}
          disabled={busy}
          aria-describedby={hint ? `${id}-hint` : undefined}
          className="absolute inset-0 cursor-pointer opacity-0"
          onChange={(event) => take(event.target.files?.[0])}
        />
      </div>
      <Refusal error={error} />
    </div>
  );
}
