/** An expected no of the server, with its code; the words are in `src/words/refusals.ts`. */
export type Refusal = {
  readonly code: string;
  readonly where?: string | undefined;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
};

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
  const refusal = refusalIn(answer);
  if (refusal) throw new Refused(refusal);
  if (response.status === 401) throw new Refused({ code: 'notSignedIn' });
  if ([502, 503, 504].includes(response.status)) throw new Unreachable(`HTTP ${response.status}`);
  throw new ServerFault(response.status);
}

/** Sends a request again and again while the server cannot be reached: only for what may safely arrive twice. */
export async function requestWithRetries(method: string, path: string, body?: unknown): Promise<unknown> {
  for (let turn = 0; ; turn += 1) {
    try {
      return await request(method, path, body);
    } catch (error) {
      const busy = error instanceof Refused && error.refusal.code === 'busy';
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

/** Makes an identifier that sorts by its time (RFC 9562, version 7). */
export function newIdentifier(nowMilliseconds: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let place = 0; place < 6; place += 1) bytes[place] = Math.floor(nowMilliseconds / 2 ** (8 * (5 - place))) & 0xff;
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
