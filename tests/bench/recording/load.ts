import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** Is what the load process is told: one list of requests a client, each sent when the answer before has come. */
export interface LoadOrder {
  readonly port: number;
  readonly cookie: string;
  readonly clients: readonly (readonly string[])[];
}

/** Is what the load process saw. Unit: milliseconds. */
export interface LoadReport {
  readonly accepted: number;
  readonly refused: number;
  readonly firstRefusal: string | null;
  readonly milliseconds: number;
  readonly p50: number;
  readonly p99: number;
}

function client(order: LoadOrder, bodies: readonly string[], latencies: number[], seen: { refused: number; first: string | null }): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(order.port, '127.0.0.1');
    socket.setNoDelay(true);
    let index = 0;
    let sentAt = 0;
    let pending = '';
    const send = (): void => {
      const body = bodies[index]!;
      sentAt = performance.now();
      socket.write(`POST /api/actions/prescribed.record HTTP/1.1\r\nhost: l\r\ncontent-type: application/json\r\nx-tongguan: 1\r\ncookie: ${order.cookie}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1');
      const head = pending.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(pending.slice(0, head))?.[1] ?? '0');
      if (pending.length < head + 4 + length) return;
      latencies.push(performance.now() - sentAt);
      if (!pending.startsWith('HTTP/1.1 200')) {
        seen.refused += 1;
        seen.first ??= pending.slice(head + 4);
      }
      pending = '';
      index += 1;
      if (index === bodies.length) {
        socket.end();
        resolve();
      } else send();
    });
  });
}

/** Sends everything and reports; runs in its own process so that it takes no time from the server's. */
export async function runLoad(order: LoadOrder): Promise<LoadReport> {
  const latencies: number[] = [];
  const seen = { refused: 0, first: null as string | null };
  const began = performance.now();
  await Promise.all(order.clients.map((bodies) => client(order, bodies, latencies, seen)));
  const milliseconds = performance.now() - began;
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => Math.round((latencies[Math.floor(latencies.length * share)] ?? 0) * 100) / 100;
  return { accepted: latencies.length - seen.refused, refused: seen.refused, firstRefusal: seen.first, milliseconds: Math.round(milliseconds), p50: at(0.5), p99: at(0.99) };
}

process.on('message', (order: LoadOrder) => {
  void runLoad(order).then((report) => process.send?.(report, () => process.exit(0)));
});
