import { useEffect, useState } from "react";
import { askRaw, type Schemas } from "@/api/client";
import { Problem, problemOf } from "@/api/problem";
import { eventsIn } from "./events";

export type Flow = Schemas["Flow"];

const AGAIN_MS = 3_000;
/** Readings that the chart looks back on: five minutes. */
const KEPT = 150;

export interface Live {
  flow: Flow | null;
  history: Flow[];
  /** Why nothing new comes; null while it does. */
  failure: Problem | null;
}

/** The hub's picture, every two seconds for as long as the page is looked at. Comes back by itself when it breaks off. */
export function useFlow(): Live {
  const [live, setLive] = useState<Live>({ flow: null, history: [], failure: null });
  const [seen, setSeen] = useState(() => !document.hidden);

  useEffect(() => {
    const look = () => setSeen(!document.hidden);
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);

  useEffect(() => {
    if (!seen) {
      return;
    }
    const stop = new AbortController();
    void follow(stop.signal, setLive);
    return () => stop.abort();
  }, [seen]);

  return live;
}

async function follow(signal: AbortSignal, set: (change: (before: Live) => Live) => void) {
  while (!signal.aborted) {
    try {
      const response = await askRaw("/api/v1/flow/stream", { headers: { Accept: "text/event-stream" }, signal });
      if (!response.ok || !response.body) {
        throw Problem.of(response.status, await response.json().catch(() => null));
      }
      for await (const event of eventsIn(response.body)) {
        if (event.name === "flow") {
          const flow = JSON.parse(event.data) as Flow;
          set((before) => ({ flow, history: [...before.history, flow].slice(-KEPT), failure: null }));
        }
      }
    } catch (failure) {
      if (!signal.aborted) {
        set((before) => ({ ...before, failure: problemOf(failure) }));
      }
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}
