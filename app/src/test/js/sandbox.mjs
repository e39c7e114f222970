// What all scripts share: the sandbox's control surface, a receiver for webhooks, and the result on standard output.
import http from 'node:http';

/** Where the sandbox is, such as http://localhost:8090. */
export const base = process.argv[2];

export async function control(path, body, method = body === undefined ? 'GET' : 'POST') {
  const response = await fetch(`${base}/_sandbox/${path}`, {
    method,
    headers: {'Content-Type': 'application/json'},
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: HTTP ${response.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}

/** A server that keeps what it is sent; handlers by path answer what is asked by GET. */
export async function receiver(handlers = {}) {
  const received = [];
  const waiting = [];
  const server = http.createServer((request, response) => {
    const path = request.url.split('?')[0];
    if (request.method === 'GET' && handlers[path]) {
      Promise.resolve(handlers[path](request, response)).catch(error => {
        response.statusCode = 500;
        response.end(String(error.stack));
      });
      return;
    }
    const chunks = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      received.push({path, method: request.method, headers: request.headers, body: Buffer.concat(chunks)});
      waiting.forEach(look => look());
      response.end();
    });
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://localhost:${server.address().port}`;

  /** The first delivery that fits, now or within ten seconds. */
  const delivery = fits => new Promise((resolve, reject) => {
    const look = () => {
      const found = received.find(fits);
      if (found) {
        clearTimeout(timer);
        resolve(found);
      }
    };
    const timer = setTimeout(() => reject(new Error('no such webhook came')), 10_000);
    waiting.push(look);
    look();
  });
  return {url, received, delivery, close: () => server.close()};
}

/** Prints what was seen, for the test to judge, and ends. */
export function report(result) {
  process.stdout.write(JSON.stringify(result), () => process.exit(0));
}

/** What a call was refused with, or undefined when it was not. */
export async function refusal(call) {
  try {
    await call();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** The first refusal of so many calls at once, since a slow machine would never reach a limit one by one. */
export async function flood(times, call) {
  const refused = await Promise.all(Array.from({length: times}, () => refusal(call)));
  return refused.find(error => error !== undefined);
}
