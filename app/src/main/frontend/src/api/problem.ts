import type { components } from "./schema";

type ProblemBody = components["schemas"]["Problem"];
export type FieldProblem = components["schemas"]["FieldProblem"];

/** What the hub refused, in its own words; or that it could not be reached. */
export class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly title: string;
  readonly fields: FieldProblem[];

  constructor(status: number, type: string, title: string, detail: string, fields: FieldProblem[] = []) {
    super(detail || title);
    this.name = "Problem";
    this.status = status;
    this.type = type;
    this.title = title;
    this.fields = fields;
  }

  static of(status: number, body: unknown): Problem {
    if (isProblemBody(body)) {
      return new Problem(
        body.status ?? status,
        body.type.replace("/problems/", ""),
        body.title,
        sentence(body.detail ?? ""),
        body.errors ?? [],
      );
    }
    return new Problem(
      status,
      "unknown",
      "The hub gave an answer that can't be read",
      `It answered with HTTP ${status}.`,
    );
  }

  static unreachable(): Problem {
    return new Problem(
      0,
      "unreachable",
      "The hub can't be reached",
      "Check your connection. What you entered is still here; try again in a moment.",
    );
  }

  /** Whether trying again later may help without anybody changing anything. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

function isProblemBody(body: unknown): body is ProblemBody {
  return typeof body === "object" && body !== null && "title" in body && "type" in body;
}

/** The hub's details go on from a field's name, so they begin in lower case; a field's name is left as it is. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "") {
    return "";
  }
  const first = trimmed.split(/[\s:]/, 1)[0] ?? "";
  const isField = /[.[\]_]|[a-z][A-Z]/.test(first);
  const started = isField ? trimmed : trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?:…]$/.test(started) ? started : `${started}.`;
}

export function problemOf(error: unknown): Problem {
  return error instanceof Problem
    ? error
    : new Problem(0, "bug", "Something broke in this page", error instanceof Error ? error.message : String(error));
}
