import createClient from "openapi-fetch";
import { Problem } from "./problem";
import type { components, paths } from "./schema";
import { session } from "./session";

export type Schemas = components["schemas"];

/** Adds the access token; after a refusal tries once more with a new one. */
async function authorized(request: Request): Promise<Response> {
  const token = await session.token();
  const again = request.clone();
  const response = await send(request, token);
  if (response.status !== 401 || token === null) {
    return response;
  }
  const renewed = await session.renewed(token);
  return renewed === null ? response : send(again, renewed);
}

async function send(request: Request, token: string | null): Promise<Response> {
  if (token !== null) {
    request.headers.set("Authorization", `Bearer ${token}`);
  }
  try {
    return await fetch(request);
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === "AbortError") {
      throw failure;
    }
    throw Problem.unreachable();
  }
}

/** The hub's API, typed by its own description. */
export const api = createClient<paths>({
  baseUrl: typeof location === "undefined" ? "http://localhost" : location.origin,
  fetch: authorized,
  querySerializer: { array: { style: "form", explode: true } },
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer's body; refusals are thrown as {@link Problem}. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok || error !== undefined) {
    throw Problem.of(response.status, error);
  }
  return data as T;
}

/** For what is not JSON: files and server-sent events. */
export function askRaw(path: string, init: RequestInit = {}): Promise<Response> {
  return authorized(new Request(new URL(path, location.origin), init));
}
