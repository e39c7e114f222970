import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Problem } from "./problem";

type Reply = { status: number; body?: unknown };

/** Stands for the hub's sign-in calls. */
function hub(...replies: Reply[]) {
  const calls: { path: string; headers: Record<string, string>; body: string | null }[] = [];
  vi.stubGlobal(
    "fetch",
    vi.fn(async (path: string, init: { headers: Record<string, string>; body: string | null }) => {
      calls.push({ path, headers: init.headers, body: init.body });
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      return new Response(reply?.body === undefined ? null : JSON.stringify(reply.body), {
        status: reply?.status ?? 500,
      });
    }),
  );
  return calls;
}

async function freshSession(signedIn: boolean) {
  vi.stubGlobal("BroadcastChannel", undefined); // each test stands for a browser with one tab
  vi.resetModules();
  localStorage.clear();
  if (signedIn) {
    localStorage.setItem("quayside.signed-in", "1");
  }
  return (await import("./session")).session;
}

const tokens = (accessToken: string, expiresIn = 900): Reply => ({ status: 200, body: { accessToken, expiresIn } });

describe("a session", () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("goes on after a reload by the cookie, asked for once however many need it", async () => {
    const calls = hub(tokens("a1"));
    const session = await freshSession(true);

    await Promise.all([session.resume(), session.token(), session.token()]);

    expect(calls.map((call) => call.path)).toEqual(["/api/v1/auth/refresh"]);
    expect(calls[0]?.headers).toMatchObject({ "Quayside-Session": "cookie" });
    expect(session.state()).toBe("signed-in");
    expect(await session.token()).toBe("a1");
  });

  it("asks nothing of the hub when nobody was signed in", async () => {
    const calls = hub(tokens("a1"));
    const session = await freshSession(false);

    expect(await session.token()).toBeNull();
    expect(calls).toEqual([]);
  });

  it("keeps no token where scripts of another day could read it", async () => {
    hub(tokens("secret-token"));
    const session = await freshSession(false);
    await session.signIn("anna@example.com", "correct horse");

    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain("secret-token");
  });

  it("gets a new token before the old one ends", async () => {
    const calls = hub(tokens("a1", 60), tokens("a2"));
    const session = await freshSession(false);
    await session.signIn("anna@example.com", "correct horse");
    expect(await session.token()).toBe("a1");

    vi.setSystemTime(Date.now() + 31_000);

    expect(await session.token()).toBe("a2");
    expect(calls.at(-1)?.path).toBe("/api/v1/auth/refresh");
  });

  it("ends when the hub no longer knows it", async () => {
    hub({ status: 401, body: { type: "/problems/session-ended", title: "This session has ended", status: 401 } });
    const session = await freshSession(true);

    await session.resume();

    expect(session.state()).toBe("signed-out");
    expect(localStorage.getItem("quayside.signed-in")).toBeNull();
  });

  it("does not end because the hub can't be reached", async () => {
    vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError("Failed to fetch")));
    const session = await freshSession(true);

    await expect(session.resume()).rejects.toMatchObject({ type: "unreachable" });
    expect(session.state()).toBe("unknown");
  });

  it("says why a sign-in is refused", async () => {
    hub({
      status: 401,
      body: { type: "/problems/otp-required", title: "A one-time password is needed", status: 401, detail: "send it" },
    });
    const session = await freshSession(false);

    const failure = await session.signIn("anna@example.com", "correct horse").catch((error: unknown) => error);

    expect((failure as Problem).type).toBe("otp-required");
    expect(session.state()).toBe("signed-out");
  });
});
