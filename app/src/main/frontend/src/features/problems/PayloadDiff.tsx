import { diffLines } from "diff";
import { cx } from "@/ui/cx";

const AROUND = 3;

interface Line {
  kind: "same" | "gone" | "new" | "gap";
  text: string;
  key: string;
}

/** What was changed, line by line, with a little around it. */
export function PayloadDiff({ before, after }: { before: string; after: string }) {
  const lines = linesOf(before, after);
  if (lines.every((line) => line.kind === "same")) {
    return <p className="text-sm text-ink-soft">Nothing is changed.</p>;
  }
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it
      tabIndex={0}
      aria-label="Changes"
      className="max-h-80 overflow-auto rounded-md border border-line font-mono text-[13px] leading-5"
    >
      <pre>
        {lines.map((line) => (
          <div
            key={line.key}
            className={cx(
              "px-3 whitespace-pre",
              line.kind === "gone" && "bg-bad-soft text-bad",
              line.kind === "new" && "bg-good-soft text-good",
              (line.kind === "same" || line.kind === "gap") && "text-ink-soft",
            )}
          >
            {line.kind === "gone" ? "− " : line.kind === "new" ? "+ " : "  "}
            {line.text}
          </div>
        ))}
      </pre>
    </section>
  );
}

function linesOf(before: string, after: string): Line[] {
  const lines: Line[] = [];
  const parts = diffLines(before, after);
  parts.forEach((part, index) => {
    const texts = part.value.replace(/\n$/, "").split("\n");
    const kind = part.added ? "new" : part.removed ? "gone" : "same";
    const first = index === 0;
    const last = index === parts.length - 1;
    if (kind === "same" && texts.length > 2 * AROUND) {
      const head = first ? [] : texts.slice(0, AROUND);
      const tail = last ? [] : texts.slice(-AROUND);
      head.forEach((text, at) => {
        lines.push({ kind, text, key: `${index}h${at}` });
      });
      lines.push({ kind: "gap", text: `… ${texts.length - head.length - tail.length} lines …`, key: `${index}gap` });
      tail.forEach((text, at) => {
        lines.push({ kind, text, key: `${index}t${at}` });
      });
    } else {
      texts.forEach((text, at) => {
        lines.push({ kind, text, key: `${index}-${at}` });
      });
    }
  });
  return lines;
}
