import { isFormLanguage } from '../../words/form/form.ts';
import { say } from '../../words/form/form.ts';
import type { FormLanguage } from '../../words/form/form.ts';
import type { PageContext } from '../context.ts';
import { render, html } from '../html.ts';
import { layout } from '../layout.ts';
import type { Page } from '../layout.ts';
import { kioskStartPage } from '../pages/kiosk.ts';
import type { FormBody } from '../reading.ts';
import { sealCard } from './envelope.ts';
import { LocalForm } from './local.ts';
import type { LocalStep } from './local.ts';
import { openOutbox } from './outbox.ts';

// Unit: seconds.
const idleAfter = 90;
const idleAsks = 20;
const flushEvery = 15_000;

const frame = document.querySelector<HTMLElement>('[data-kiosk]');
const base = frame?.dataset['kiosk'] ?? '';
const outbox = openOutbox(base);

function startOver(): void {
  location.replace(`${base}/kiosk/finish`);
}

// Whoever leaves without a word leaves nothing behind.
function watchIdle(): void {
  let left = idleAfter + idleAsks;
  let asking: HTMLElement | undefined;
  const stay = (): void => {
    left = idleAfter + idleAsks;
    asking?.remove();
    asking = undefined;
  };
  for (const sign of ['pointerdown', 'keydown', 'input'] as const) document.addEventListener(sign, stay, { passive: true });
  setInterval(() => {
    // The first page is nobody's.
    if (document.querySelector('[data-kiosk-start]') !== null) return stay();
    left -= 1;
    if (left <= 0) return startOver();
    if (left > idleAsks) return undefined;
    const language = languageNow();
    if (asking === undefined) {
      asking = document.createElement('div');
      asking.className = 'idle';
      asking.setAttribute('role', 'alertdialog');
      asking.innerHTML = render(html`<p></p><button type="button">${say(language, 'kiosk.stay')}</button>`);
      document.body.append(asking);
      asking.querySelector('button')?.focus();
    }
    asking.querySelector('p')!.textContent = say(language, 'kiosk.idle', { seconds: left });
    return undefined;
  }, 1000);
}

function languageNow(): FormLanguage {
  const tag = document.documentElement.lang.split('-')[0] ?? 'en';
  return isFormLanguage(tag) ? tag : tag === 'nb' ? 'no' : 'en';
}

async function flush(): Promise<void> {
  const waiting = await outbox.flush().catch(() => undefined);
  const place = document.querySelector<HTMLElement>('[data-kiosk-waiting]');
  if (place !== null && waiting !== undefined) place.textContent = waiting === 0 ? '' : `⏳ ${waiting}`;
}

/** Runs the form in the page itself while the network is away: same questions, same rules, same pages. */
function runLocally(shell: HTMLElement): void {
  const form = new LocalForm(() => new Date(Date.now() + Number(shell.dataset['clock'] ?? 0)).toISOString());
  let language: FormLanguage = 'en';
  let path = '/kiosk';
  const context = (): PageContext => ({
    language, event: { code: shell.dataset['event'] ?? '', name: shell.dataset['name'] ?? '', timeZone: 'UTC' }, base, path: `${base}${path}`, guard: 'local', signedIn: form.card !== undefined, kiosk: true,
    assets: { style: shell.dataset['style'] ?? '', camera: null, kiosk: null },
  });
  const draw = (page: Page): void => {
    const next = new DOMParser().parseFromString(render(layout(context(), page)), 'text/html');
    document.documentElement.lang = next.documentElement.lang;
    document.documentElement.dir = next.documentElement.dir;
    document.title = next.title;
    document.body.replaceWith(next.body);
    document.body.classList.add('kiosk');
    (document.querySelector<HTMLElement>('[autofocus]') ?? document.querySelector<HTMLElement>('main'))?.focus();
    scrollTo(0, 0);
  };
  const take = async (step: LocalStep): Promise<void> => {
    if ('page' in step) return draw(step.page);
    if ('goTo' in step) return go(step.goTo);
    await outbox.add(step.finished.id, await sealCard(step.finished, shell.dataset['key'] ?? ''));
    form.wipe();
    const { language: written } = context();
    draw({ title: say(written, 'kiosk.title'), content: html`<h1>${say(written, 'check.submit')} ✓</h1><p class="lead">${say(written, 'kiosk.offline')}</p><p class="code" dir="ltr">${step.finished.id.slice(-8).toUpperCase()}</p><p class="buttons"><a class="button" href="${base}/kiosk">${say(written, 'kiosk.finish')}</a></p>` });
    return flush();
  };
  const go = async (to: string): Promise<void> => {
    path = to;
    if (to.startsWith('/kiosk') || to === '' || to === '/' || to.startsWith('/left')) {
      form.wipe();
      // Back on the line, the server takes over again.
      if (navigator.onLine && (await fetch(`${base}/kiosk`, { method: 'HEAD', signal: AbortSignal.timeout(3000) }).then((answer) => answer.ok, () => false))) return location.replace(`${base}/kiosk`);
      return draw(kioskStartPage(context()));
    }
    return take(form.show(context(), to));
  };
  const inside = (address: string): string | undefined => {
    const url = new URL(address, location.href);
    if (!url.pathname.startsWith(base)) return undefined;
    const chosen = url.searchParams.get('lang');
    if (isFormLanguage(chosen)) language = chosen;
    url.searchParams.delete('lang');
    return `${url.pathname.slice(base.length)}${url.search}`;
  };
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a');
    const to = link === null ? undefined : link.getAttribute('href')?.startsWith('#') === true ? undefined : inside(link.href);
    if (to === undefined) return;
    event.preventDefault();
    void go(to === path || !to.startsWith('/kiosk?') ? to : '/kiosk');
  });
  document.addEventListener('submit', (event) => {
    event.preventDefault();
    const target = event.target as HTMLFormElement;
    const to = inside(target.action) ?? '';
    const body: Record<string, string | string[]> = {};
    for (const [name, value] of new FormData(target, event.submitter)) {
      if (typeof value !== 'string') continue;
      const before = body[name];
      body[name] = before === undefined ? value : [...(typeof before === 'string' ? [before] : before), value];
    }
    if (to.startsWith('/leave')) { void go('/kiosk'); return; }
    path = to;
    void take(form.send(context(), to, body as FormBody));
  });
  void go('/kiosk');
}

document.addEventListener('click', (event) => {
  if ((event.target as Element).closest('[data-print]') !== null) print();
});
watchIdle();
void navigator.serviceWorker?.register('/declare/kiosk-worker.js', { scope: '/declare/' }).then(async (registration) => {
  await navigator.serviceWorker.ready;
  registration.active?.postMessage({ keep: [`${base}/kiosk/shell`, ...[...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].map((link) => link.href), ...[...document.scripts].map((script) => script.src)] });
}).catch(() => undefined);
addEventListener('online', () => void flush());
setInterval(() => void flush(), flushEvery);
void flush();
const shell = document.querySelector<HTMLElement>('[data-kiosk-shell]');
if (shell !== null) runLocally(shell);
