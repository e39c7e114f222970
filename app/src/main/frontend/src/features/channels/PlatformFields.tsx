import type { FieldErrors, UseFormRegister } from "react-hook-form";
import type { Schemas } from "@/api/client";
import { Select, TextArea, TextField } from "@/ui/Field";

export type Entries = Record<string, string>;
type PlatformField = Schemas["Field"];

/** Inputs for what a connector declares, without a line of code for each platform. */
export function PlatformFields({
  fields,
  prefix,
  register,
  errors,
  kept = false,
}: {
  fields: PlatformField[];
  /** Part of the form that they belong to. */
  prefix: "credentials" | "settings" | "consent";
  register: UseFormRegister<Record<string, Entries>>;
  errors: FieldErrors<Record<string, Entries>>;
  /** Secrets are set already; what is left empty stays as it is. */
  kept?: boolean;
}) {
  return (
    <>
      {fields.map((field) => {
        const name = `${prefix}.${field.name}` as const;
        const props = {
          label: field.label,
          help: field.help,
          optional: !field.required && field.choices.length === 0,
          error: errors[prefix]?.[field.name]?.message,
          ...register(name, {
            validate: (text) =>
              !field.required ||
              (kept && field.secret) ||
              (text ?? "").trim() !== "" ||
              `Enter the ${lower(field.label)}.`,
          }),
        };
        if (field.choices.length > 0) {
          return (
            <Select key={name} {...props}>
              {field.choices.map((choice) => (
                <option key={choice} value={choice}>
                  {choice}
                </option>
              ))}
            </Select>
          );
        }
        if (field.name === "columns") {
          return <TextArea key={name} {...props} className="font-mono text-[13px]" spellCheck={false} />;
        }
        return (
          <TextField
            key={name}
            {...props}
            type={field.secret ? "password" : "text"}
            autoComplete="off"
            spellCheck={false}
            placeholder={kept && field.secret ? "•••••••• (leave empty to keep it)" : field.defaultValue || undefined}
          />
        );
      })}
    </>
  );
}

/** "Shop address" goes on in a sentence as "shop address", "API key" as it is. */
function lower(label: string): string {
  return /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}

/** What was entered; empty texts mean "not set". */
export function entered(entries: Entries | undefined): Entries {
  return Object.fromEntries(
    Object.entries(entries ?? {})
      .filter(([, value]) => value.trim() !== "")
      .map(([name, value]) => [name, value.trim()]),
  );
}

/** What a setting is as text in its input. */
export function asText(value: unknown): string {
  return value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
}

/** Settings go as JSON: the columns are an object, the rest is text. */
export function asJson(entries: Entries): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(entries).map(([name, value]) => [name, name === "columns" ? parsed(value) : value]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // the hub says what is wrong with it
  }
}
