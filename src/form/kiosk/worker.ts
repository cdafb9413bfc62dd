// At a machine in the hall alone: keeps the form itself at hand, so that it opens when the network is away. Nothing of a person is kept here.
const kept = 'tongguan-kiosk-1';
const patience = 6000;

interface Scope {
  addEventListener(type: 'install' | 'activate', listener: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(type: 'message', listener: (event: { data: { keep?: readonly string[] }; waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(type: 'fetch', listener: (event: { request: Request; respondWith(answer: Promise<Response>): void }) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}

const scope = globalThis as unknown as Scope;

async function keep(addresses: readonly string[]): Promise<void> {
  const cache = await caches.open(kept);
  const wanted = new Set(addresses.map((address) => new URL(address, location.href).pathname));
  for (const address of wanted) await cache.add(new Request(address, { cache: 'reload' })).catch(() => undefined);
  // What an older release left behind goes.
  for (const request of await cache.keys()) if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
}

scope.addEventListener('install', (event) => { event.waitUntil(scope.skipWaiting()); });
scope.addEventListener('activate', (event) => { event.waitUntil(scope.clients.claim()); });
scope.addEventListener('message', (event) => { if (Array.isArray(event.data.keep)) event.waitUntil(keep(event.data.keep)); });
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.mode === 'navigate') {
    const shell = `${/^\/declare\/[^/]+/.exec(pathname)?.[0] ?? ''}/kiosk/shell`;
    event.respondWith(fetch(request, { signal: AbortSignal.timeout(patience) }).then((answer) => (answer.status === 502 || answer.status === 504 ? Promise.reject(new Error('away')) : answer))
      .catch(async () => (await caches.match(shell)) ?? Response.error()));
    return;
  }
  if (pathname.startsWith('/declare-assets/')) event.respondWith(caches.match(request).then((found) => found ?? fetch(request)));
});
