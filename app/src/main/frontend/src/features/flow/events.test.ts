import { expect, it } from "vitest";
import { eventsIn, type ServerEvent } from "./events";

async function read(...chunks: string[]): Promise<ServerEvent[]> {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(encoder.encode(chunk));
      }
      controller.close();
    },
  });
  const events: ServerEvent[] = [];
  for await (const event of eventsIn(body)) {
    events.push(event);
  }
  return events;
}

it("reads events however the network cuts them", async () => {
  expect(await read("event: fl", 'ow\ndata: {"a"', ":1}\n\nevent: flow\ndata: 2\n", "\n")).toEqual([
    { name: "flow", data: '{"a":1}' },
    { name: "flow", data: "2" },
  ]);
});

it("joins lines of data, and passes over comments and what broke off", async () => {
  expect(await read(": still here\n\n", "data: one\ndata: two\n\n", "data: unfinished")).toEqual([
    { name: "message", data: "one\ntwo" },
  ]);
});
