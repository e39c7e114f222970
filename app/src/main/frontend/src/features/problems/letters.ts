import { queryOptions } from "@tanstack/react-query";
import { api, ask, type Schemas } from "@/api/client";

export type Letter = Schemas["DeadLetterResponse"];
export type LetterStatus = Letter["status"];

/** Letters that are read at most, so that their causes can be told; more are there when it says so. */
const MOST = 1_000;
const PAGE = 200;

export function lettersQuery(status: LetterStatus, connectionId: string) {
  return queryOptions({
    queryKey: ["dead-letters", "list", status, connectionId],
    queryFn: async ({ signal }) => {
      const letters: Letter[] = [];
      let cursor: string | null = null;
      do {
        const page: Schemas["PageDeadLetterResponse"] = await ask(
          api.GET("/api/v1/dead-letters", {
            params: {
              query: {
                status,
                limit: PAGE,
                ...(connectionId ? { connectionId } : {}),
                ...(cursor ? { cursor } : {}),
              },
            },
            signal,
          }),
        );
        letters.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor && letters.length < MOST);
      return { letters, more: cursor !== null };
    },
    refetchInterval: 15_000,
  });
}

export interface Cause {
  key: string;
  stage: string;
  connectionId: string | null;
  platform: string | null;
  field: string;
  reason: string;
  /** Whether every letter has word for word the same reason. */
  same: boolean;
  letters: Letter[];
}

/** One group for each thing that went wrong: letters whose reasons differ only in numbers or quoted values belong together. */
export function byCause(letters: Letter[]): Cause[] {
  const causes = new Map<string, Cause>();
  for (const letter of letters) {
    const key = [letter.stage, letter.connectionId, general(letter.field), general(letter.reason)].join("\u0000");
    const known = causes.get(key);
    if (known) {
      known.letters.push(letter);
      known.same &&= known.reason === letter.reason;
    } else {
      causes.set(key, {
        key,
        stage: letter.stage,
        connectionId: letter.connectionId,
        platform: letter.platform,
        field: letter.field,
        reason: letter.reason,
        same: true,
        letters: [letter],
      });
    }
  }
  return [...causes.values()].sort((one, other) => other.letters.length - one.letters.length);
}

function general(text: string): string {
  return text.replace(/'[^']*'|"[^"]*"|“[^”]*”|\d+/g, "…");
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
