import type { Schemas } from "@/api/client";
import { sentence } from "@/api/problem";

export type Letter = Schemas["DeadLetterResponse"];
export type LetterStatus = Letter["status"];
export type Cause = Schemas["JpaDeadLettersGroup"];

/** What picks the letters of one cause. */
export function filterOf(cause: Cause): { stage: string; cause: string; connectionId?: string } {
  return {
    stage: cause.stage,
    cause: cause.cause,
    ...(cause.connectionId ? { connectionId: cause.connectionId } : {}),
  };
}

const STAGES: Record<string, { label: string; hint: string }> = {
  receive: {
    label: "Receiving",
    hint: "The message could not be taken in. Replay it; if it comes back, mend it first.",
  },
  normalize: {
    label: "Reading",
    hint: "The channel's message can't be read as an order. Mend the field in the payload, then replay it.",
  },
  import: {
    label: "Importing",
    hint: "The order was read but could not be stored. Mend what the reason names, then replay it.",
  },
  events: { label: "Passing on", hint: "News of the order could not be passed on. Replay it once the cause is gone." },
  writeback: {
    label: "Telling the channel",
    hint: "The channel did not take what it was told. Put right what the reason names, then replay it.",
  },
};

export const stageOf = (stage: string) => STAGES[stage] ?? { label: stage, hint: "Replay it once the cause is gone." };

/** The reason as a sentence of its own: a field's path before it becomes the last of its names. */
export function headline(reason: string, field: string): string {
  if (!field || !reason.startsWith(`${field}: `)) {
    return sentence(reason);
  }
  const name = (field.split(".").pop() ?? field).replace(/\[[^\]]*\]/g, "").replaceAll("_", " ");
  return sentence(`${name} ${reason.slice(field.length + 2)}`);
}
