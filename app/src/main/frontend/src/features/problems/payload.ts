import {
  applyEdits,
  findNodeAtLocation,
  format,
  type JSONPath,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";

/** JSON as it is written: no number is read and written again, so an id of twenty digits keeps them all. */

export interface Mistake {
  line: number;
  column: number;
  offset: number;
  message: string;
}

const EXACT = { allowTrailingComma: false, disallowComments: true };

export function looksLikeJson(text: string, contentType: string | undefined): boolean {
  return /json/i.test(contentType ?? "") || /^\s*[[{]/.test(text);
}

export function indented(text: string): string {
  return applyEdits(text, format(text, undefined, { insertSpaces: true, tabSize: 2 }));
}

export function mistakeIn(text: string): Mistake | null {
  const errors: ParseError[] = [];
  parseTree(text, errors, EXACT);
  const first = errors[0];
  return first
    ? {
        ...place(text, first.offset),
        offset: first.offset,
        message: WORDS[printParseErrorCode(first.error)] ?? "This is not JSON",
      }
    : null;
}

const WORDS: Record<string, string> = {
  InvalidSymbol: "A word stands here that JSON does not know",
  InvalidNumberFormat: "This is not a number",
  PropertyNameExpected: "A name in double quotes belongs here",
  ValueExpected: "A value belongs here",
  ColonExpected: "A colon is missing",
  CommaExpected: "A comma is missing",
  CloseBraceExpected: "A closing } is missing",
  CloseBracketExpected: "A closing ] is missing",
  EndOfFileExpected: "Something stands behind the end",
  InvalidCommentToken: "JSON has no comments",
  UnexpectedEndOfString: "A text is not closed",
  InvalidCharacter: "This character is not allowed here",
};

/** Where a field stands that a reason names, like line_items[2].price. */
export function rangeOf(text: string, field: string): { from: number; to: number } | null {
  const root = parseTree(text, [], EXACT);
  const path = pathOf(field);
  if (!root || path.length === 0) {
    return null;
  }
  for (let depth = path.length; depth > 0; depth--) {
    const node = findNodeAtLocation(root, path.slice(0, depth));
    if (node) {
      const whole = node.parent?.type === "property" ? node.parent : node;
      return { from: whole.offset, to: whole.offset + whole.length };
    }
  }
  return null;
}

export function pathOf(field: string): JSONPath {
  return [...field.matchAll(/[^.[\]]+|\[(\d+)\]/g)].map(([part, index]) =>
    index === undefined ? part : Number(index),
  );
}

export function place(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: offset - lineStart + 1 };
}
