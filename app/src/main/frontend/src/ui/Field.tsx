import {
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from "react";
import { cx } from "./cx";

export const CONTROL =
  "min-h-9 rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-sm text-ink " +
  "placeholder:text-ink-soft/80 aria-invalid:border-bad disabled:bg-sunken max-sm:min-h-11 max-sm:text-base";

interface Labelled {
  label: string;
  /** Shown beneath: where to find it or what it does. */
  help?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
}

interface Ids {
  id: string;
  describedBy: string | undefined;
}

function Frame({ label, help, error, optional, children }: Labelled & { children: (ids: Ids) => ReactNode }) {
  const id = useId();
  const described = [help ? `${id}-help` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
        {optional && <span className="font-normal text-ink-soft"> (optional)</span>}
      </label>
      {children({ id, describedBy: described || undefined })}
      {help && (
        <p id={`${id}-help`} className="text-[13px] text-ink-soft">
          {help}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-[13px] font-medium text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

export function TextField({
  label,
  help,
  error,
  optional,
  ref,
  className,
  ...input
}: Labelled & InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }) {
  return (
    <Frame label={label} help={help} error={error} optional={optional ?? false}>
      {({ id, describedBy }) => (
        <input
          ref={ref}
          id={id}
          aria-describedby={describedBy}
          aria-invalid={error ? true : undefined}
          className={cx(CONTROL, "w-full", className)}
          {...input}
        />
      )}
    </Frame>
  );
}

export function TextArea({
  label,
  help,
  error,
  optional,
  ref,
  className,
  ...input
}: Labelled & TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }) {
  return (
    <Frame label={label} help={help} error={error} optional={optional ?? false}>
      {({ id, describedBy }) => (
        <textarea
          ref={ref}
          id={id}
          rows={3}
          aria-describedby={describedBy}
          aria-invalid={error ? true : undefined}
          className={cx(CONTROL, "w-full", className)}
          {...input}
        />
      )}
    </Frame>
  );
}

export function Select({
  label,
  help,
  error,
  optional,
  ref,
  className,
  children,
  ...input
}: Labelled & SelectHTMLAttributes<HTMLSelectElement> & { ref?: Ref<HTMLSelectElement> }) {
  return (
    <Frame label={label} help={help} error={error} optional={optional ?? false}>
      {({ id, describedBy }) => (
        <select
          ref={ref}
          id={id}
          aria-describedby={describedBy}
          aria-invalid={error ? true : undefined}
          className={cx(CONTROL, "w-full", className)}
          {...input}
        >
          {children}
        </select>
      )}
    </Frame>
  );
}

export function Checkbox({
  label,
  help,
  ref,
  ...input
}: InputHTMLAttributes<HTMLInputElement> & { label: ReactNode; help?: ReactNode; ref?: Ref<HTMLInputElement> }) {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5 py-1 max-sm:py-2">
      <input
        ref={ref}
        id={id}
        type="checkbox"
        aria-describedby={help ? `${id}-help` : undefined}
        className="mt-0.5 size-4.5 shrink-0 accent-accent"
        {...input}
      />
      <div>
        <label htmlFor={id} className="text-sm">
          {label}
        </label>
        {help && (
          <p id={`${id}-help`} className="text-[13px] text-ink-soft">
            {help}
          </p>
        )}
      </div>
    </div>
  );
}
