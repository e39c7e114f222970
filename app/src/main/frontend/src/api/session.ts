import { Problem } from "./problem";

/**
 * Who is signed in. The access token lives in this module's memory alone; the refresh token in a cookie that scripts
 * can't read, so that a reload goes on where it was and a stolen page gets nothing that lasts.
 */

interface Access {
  token: string;
  /** By this browser's clock, in ms. */
  expiresAt: number;
}

export type SessionState = "unknown" | "signed-in" | "signed-out";

const COOKIE = { "Quayside-Session": "cookie" };
/** Only says that asking for a new access token is worth a call. */
const HINT = "quayside.signed-in";
const LOCK = "quayside.session";
const EARLY_MS = 30_000;

let access: Access | null = null;
let state: SessionState = remembered() ? "unknown" : "signed-out";
let refreshing: Promise<string | null> | null = null;
const listeners = new Set<() => void>();
const otherTabs = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(LOCK);

otherTabs?.addEventListener("message", (event) => {
  if (event.data === "signed-out") {
    become("signed-out", null);
  } else if (event.data === "signed-in" && state === "signed-out") {
    refresh().catch(() => undefined); // tried again with the next call
  }
});

function remembered(): boolean {
  try {
    return localStorage.getItem(HINT) === "1";
  } catch {
    return true; // storage is closed to us: ask the hub
  }
}

function remember(signedIn: boolean) {
  try {
    if (signedIn) {
      localStorage.setItem(HINT, "1");
    } else {
      localStorage.removeItem(HINT);
    }
  } catch {
    // works without
  }
}

function become(next: SessionState, nextAccess: Access | null) {
  access = nextAccess;
  state = next;
  remember(next === "signed-in");
  for (const listener of listeners) {
    listener();
  }
}

async function auth(path: string, body?: unknown): Promise<Response> {
  try {
    return await fetch(`/api/v1/auth/${path}`, {
      method: "POST",
      headers: body === undefined ? COOKIE : { ...COOKIE, "Content-Type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
      credentials: "same-origin",
    });
  } catch {
    throw Problem.unreachable();
  }
}

async function keep(response: Response): Promise<string> {
  const tokens: { accessToken: string; expiresIn: number } = await response.json();
  become("signed-in", { token: tokens.accessToken, expiresAt: Date.now() + tokens.expiresIn * 1000 });
  return tokens.accessToken;
}

/** One tab at a time: each refresh token is good for one use. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? (navigator.locks.request(LOCK, work) as Promise<T>) : work();
}

function refresh(): Promise<string | null> {
  refreshing ??= alone(async () => {
    const response = await auth("refresh");
    if (response.ok) {
      return keep(response);
    }
    if (response.status === 401) {
      become("signed-out", null);
      return null;
    }
    throw Problem.of(response.status, await response.json().catch(() => null));
  }).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

export const session = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  state: () => state,

  /** Finds out whether the browser still holds a session. */
  async resume(): Promise<void> {
    if (state === "unknown") {
      await refresh();
    }
  },

  /** A token that is good for the next call; null when nobody is signed in. */
  async token(): Promise<string | null> {
    if (state === "signed-out") {
      return null;
    }
    return access && access.expiresAt - EARLY_MS > Date.now() ? access.token : refresh();
  },

  /** After the hub refused a token: another one, or null. */
  async renewed(refused: string): Promise<string | null> {
    return access && access.token !== refused ? access.token : refresh();
  },

  async signIn(email: string, password: string, otp?: string): Promise<void> {
    const response = await auth("login", otp ? { email, password, otp } : { email, password });
    if (!response.ok) {
      throw Problem.of(response.status, await response.json().catch(() => null));
    }
    await keep(response);
    otherTabs?.postMessage("signed-in");
  },

  async signOut(): Promise<void> {
    await alone(() => auth("logout")).catch(() => undefined);
    become("signed-out", null);
    otherTabs?.postMessage("signed-out");
  },
};
