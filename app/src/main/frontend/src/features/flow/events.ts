export interface ServerEvent {
  name: string;
  data: string;
}

/** Server-sent events out of a response's body: EventSource can't send the access token as a header. */
export async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      const blocks = (rest + decoder.decode(value, { stream: true }).replaceAll("\r\n", "\n")).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = parse(block);
        if (event) {
          yield event;
        }
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function parse(block: string): ServerEvent | null {
  let name = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const [, field, value] = /^([^:]+):? ?(.*)$/.exec(line) ?? [];
    if (field === "event") {
      name = value ?? name;
    } else if (field === "data") {
      data.push(value ?? "");
    }
  }
  return data.length > 0 ? { name, data: data.join("\n") } : null;
}
