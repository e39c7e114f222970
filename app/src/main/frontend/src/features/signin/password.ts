import { z } from "zod/mini";

const SHORTEST = 10;
const LONGEST_BYTES = 72;

export const PASSWORD_HELP = `At least ${SHORTEST} characters. Four unrelated words are easy to keep in mind and hard to guess.`;

export const NewPassword = z.string().check(
  z.minLength(SHORTEST, `Use at least ${SHORTEST} characters.`),
  z.refine(
    (text) => new TextEncoder().encode(text).length <= LONGEST_BYTES,
    `Use at most ${LONGEST_BYTES} characters.`,
  ),
);
