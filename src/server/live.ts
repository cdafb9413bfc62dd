import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Authenticate } from './authentication.ts';

const heartbeatMilliseconds = 15_000;
const gatherMilliseconds = 250;

/** Tells the screens what has news. It is a convenience: a screen that missed it reads again by itself. */
export class LiveUpdates {
  readonly #screens = new Map<FastifyReply, string>();
  readonly #waiting = new Map<string, Set<string>>();
  #timer: NodeJS.Timeout | undefined;

  /** Gathers topics for a quarter of a second, so that a busy lane does not flood the screens. */
  announce(eventId: string, topics: readonly string[]): void {
    if (this.#screens.size === 0) return;
    const waiting = this.#waiting.get(eventId) ?? new Set();
    for (const topic of topics) waiting.add(topic);
    this.#waiting.set(eventId, waiting);
    this.#timer ??= setTimeout(() => this.#send(), gatherMilliseconds);
  }

  #send(): void {
    this.#timer = undefined;
    for (const [reply, eventId] of this.#screens) {
      const topics = this.#waiting.get(eventId);
      if (topics !== undefined) reply.raw.write(`data: ${JSON.stringify({ topics: topics.size > 500 ? ['*'] : [...topics] })}\n\n`);
    }
    this.#waiting.clear();
  }

  /** Adds the route that screens listen to. */
  register(server: FastifyInstance, authenticate: Authenticate): void {
    server.get('/api/live', async (request, reply) => {
      const who = await authenticate(request, { passive: true });
      if (who === undefined) return reply.code(401).send({ ok: false, refusal: { code: 'not-signed-in' } });
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      reply.raw.write(': here\n\n');
      this.#screens.set(reply, who.eventId);
      const heartbeat = setInterval(() => {
        // A session that ended meanwhile hears nothing more; a database that does not answer ends nothing.
        authenticate(request, { passive: true }).then((still) => (still === undefined ? reply.raw.end() : reply.raw.write(': here\n\n')), () => reply.raw.write(': here\n\n'));
      }, heartbeatMilliseconds);
      request.raw.on('close', () => {
        clearInterval(heartbeat);
        this.#screens.delete(reply);
      });
      return reply;
    });
  }

  /** Ends every stream, so that the server can stop. */
  close(): void {
    clearTimeout(this.#timer);
    for (const reply of this.#screens.keys()) reply.raw.end();
    this.#screens.clear();
  }
}
