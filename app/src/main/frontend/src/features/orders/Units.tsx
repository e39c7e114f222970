import { Minus, Plus } from "lucide-react";
import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from "react";
import { z } from "zod/mini";
import { IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { CONTROL } from "@/ui/Field";

const WHOLE = "Enter a whole number.";

/** How many units of each line somebody chose, in the order of the lines. */
export const Quantities = z.array(z.number(WHOLE).check(z.int(WHOLE), z.minimum(0, "Not below 0.")));

/** The lines of which at least one unit was chosen, as the API takes them. */
export function chosenLines(lines: readonly { externalId: string }[], quantities: readonly number[]) {
  return lines.flatMap(({ externalId }, index) => {
    const quantity = quantities[index] ?? 0;
    return quantity > 0 ? [{ externalId, quantity }] : [];
  });
}

/** The lines of an order, each with a box for its units. */
export function Units({ legend, help, children }: { legend: string; help?: ReactNode; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      <ul className="flex flex-col divide-y divide-line rounded-md border border-line">{children}</ul>
      {help && <p className="mt-1 text-[13px] text-ink-soft">{help}</p>}
    </fieldset>
  );
}

type Line = {
  title: string;
  hint: string;
  most: number;
  error?: string | undefined;
  /** Offers buttons for one more and one fewer. */
  steps?: { chosen: number; by: (units: number) => void };
  ref?: Ref<HTMLInputElement>;
} & InputHTMLAttributes<HTMLInputElement>;

export function UnitsOfLine({ title, hint, most, error, steps, ref, ...input }: Line) {
  const id = useId();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm">
      <label htmlFor={id} className="min-w-0 grow basis-40 [overflow-wrap:anywhere]">
        {title}
        <span className="block text-[13px] text-ink-soft">{hint}</span>
      </label>
      <div className="flex shrink-0 items-center gap-1">
        {steps && (
          <IconButton
            label={`One fewer: ${title}`}
            icon={<Minus aria-hidden className="size-4" />}
            disabled={steps.chosen <= 0}
            onClick={() => steps.by(-1)}
          />
        )}
        <input
          ref={ref}
          id={id}
          type="number"
          inputMode="numeric"
          min={0}
          max={most}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          className={cx(CONTROL, steps ? "w-16 text-center" : "w-20")}
          {...input}
        />
        {steps && (
          <IconButton
            label={`One more: ${title}`}
            icon={<Plus aria-hidden className="size-4" />}
            disabled={steps.chosen >= most}
            onClick={() => steps.by(1)}
          />
        )}
      </div>
      {error && (
        <p id={`${id}-error`} className="w-full text-[13px] font-medium text-bad">
          {error}
        </p>
      )}
    </li>
  );
}
