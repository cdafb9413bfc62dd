import type { RefusalAnswer } from '../kernel/refusal.ts';

/** An expected no of the server, with its code; the words are in `src/words/refusals.ts`. */
export type Refusal = RefusalAnswer;

/** The server refused a request that is not an action (a view, the session). */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** The server could not be reached after every try; what was sent may or may not have been recorded. */
export class Unreachable extends Error {}

/** The server failed by its own fault. */
export class ServerFault extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

const waitsMilliseconds = [250, 500, 1000, 2000, 4000];

/** Sends one request with the session's cookie and, when it writes, the header against forgery across sites. */
export async function request(method: string, path: string, body?: unknown): Promise<unknown> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') headers['x-tongguan'] = '1';
  if (body !== undefined) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    throw new Unreachable('network', { cause });
  }
  const text = await response.text();
  const answer: unknown = text !== '' && response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined;
  if (response.ok) return answer;
  const refusal = response.status >= 500 && response.status !== 503 ? undefined : refusalIn(answer);
  if (refusal) throw new Refused(refusal);
  if (response.status === 401) throw new Refused({ code: 'not-signed-in' });
  if ([502, 503, 504].includes(response.status)) throw new Unreachable(`HTTP ${response.status}`);
  throw new ServerFault(response.status);
}

/** Sends a request again and again while the server cannot be reached: only for what may safely arrive twice. */
export async function requestWithRetries(method: string, path: string, body?: unknown): Promise<unknown> {
  for (let turn = 0; ; turn += 1) {
    try {
      return await request(method, path, body);
    } catch (error) {
      const busy = error instanceof Refused && error.refusal.code === 'server-busy';
      const wait = waitsMilliseconds[turn];
      if (!(error instanceof Unreachable || busy) || wait === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

function refusalIn(answer: unknown): Refusal | undefined {
  if (typeof answer !== 'object' || answer === null || !('refusal' in answer)) return undefined;
  const { refusal } = answer;
  if (typeof refusal !== 'object' || refusal === null || !('code' in refusal) || typeof refusal.code !== 'string') return undefined;
  return refusal as Refusal;
}
