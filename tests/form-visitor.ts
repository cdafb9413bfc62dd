/** Is a page that came back. */
export interface Shown { readonly status: number; readonly path: string; readonly text: string; readonly bytes: Buffer; readonly headers: Headers }

/** Is a traveller with a browser that runs no script: keeps cookies, follows redirects, sends forms as they stand on the page. */
export class FormVisitor {
  readonly #address: string;
  readonly #cookies = new Map<string, string>();
  readonly #headers: Readonly<Record<string, string>>;
  page: Shown = { status: 0, path: '', text: '', bytes: Buffer.alloc(0), headers: new Headers() };

  constructor(address: string, headers: Readonly<Record<string, string>> = {}) {
    this.#address = address;
    this.#headers = headers;
  }

  /** Opens an address. */
  async opens(path: string): Promise<Shown> {
    return this.#go('GET', path, undefined);
  }

  /** Sends the form of the page whose action ends so, with what is filled in and with what stands in it already. */
  async sends(filled: Readonly<Record<string, string | readonly string[]>>, action?: string, extra: Readonly<Record<string, string>> = {}): Promise<Shown> {
    const forms = [...this.page.text.matchAll(/<form method="post" action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)];
    const form = forms.find((entry) => (action === undefined ? !entry[1]!.endsWith('/leave') : unescape(entry[1]!).split('?')[0]!.endsWith(action)));
    if (form === undefined) throw new Error(`No form ${action ?? ''} on ${this.page.path}:\n${this.words()}`);
    const body = new URLSearchParams();
    const given = new Set(Object.keys(filled));
    for (const [tag] of form[2]!.matchAll(/<input\b[^>]*>|<(select|textarea)\b[^>]*>[\s\S]*?<\/\1>/g)) {
      const name = /name="([^"]*)"/.exec(tag)?.[1];
      if (name === undefined || given.has(name)) continue;
      if (tag.startsWith('<select')) body.append(name, /value="([^"]*)" selected/.exec(tag)?.[1] ?? '');
      else if (tag.startsWith('<textarea')) body.append(name, unescape(/>([\s\S]*?)<\/textarea>/.exec(tag)?.[1] ?? ''));
      else if (!/type="(?:radio|checkbox)"/.test(tag) || / checked/.test(tag)) body.append(name, unescape(/value="([^"]*)"/.exec(tag)?.[1] ?? ''));
    }
    for (const [name, value] of Object.entries(filled)) for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
    return this.#go('POST', unescape(form[1]!), body, extra);
  }

  /** Sends a file by the form whose action ends so. */
  async sendsFile(action: string, fileName: string, content: string | Uint8Array): Promise<Shown> {
    const form = [...this.page.text.matchAll(/<form method="post"[^>]* action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find((entry) => unescape(entry[1]!).endsWith(action));
    if (form === undefined) throw new Error(`No form ${action} on ${this.page.path}`);
    const body = new FormData();
    body.append('guard', /name="guard" value="([^"]*)"/.exec(form[2]!)?.[1] ?? '');
    body.append('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), fileName);
    return this.#go('POST', unescape(form[1]!), body);
  }

  /** Tells the words of the page without its markup, for failure messages. */
  words(): string {
    return unescape(this.page.text.replaceAll(/<(style|script|select|details)[\s\S]*?<\/\1>/g, '').replaceAll(/<[^>]+>/g, ' ')).replaceAll(/\s+/g, ' ').slice(0, 1500);
  }

  /** Gives the cookie of a name. */
  cookie(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  /** Takes a cookie over. */
  takes(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  async #go(method: string, path: string, body: URLSearchParams | FormData | undefined, extra: Readonly<Record<string, string>> = {}): Promise<Shown> {
    let [verb, at] = [method, new URL(path, new URL(this.page.path, this.#address))];
    for (let hops = 0; hops < 8; hops += 1) {
      const response = await fetch(at, {
        method: verb, redirect: 'manual', headers: { ...this.#headers, ...extra, cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...(verb === 'POST' && !(body instanceof FormData) ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
        ...(verb === 'POST' && body !== undefined ? { body: body instanceof FormData ? body : body.toString() } : {}),
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [pair = ''] = cookie.split(';');
        const cut = pair.indexOf('=');
        if (/Expires=Thu, 01 Jan 1970/.test(cookie)) this.#cookies.delete(pair.slice(0, cut));
        else this.#cookies.set(pair.slice(0, cut), pair.slice(cut + 1));
      }
      const to = response.headers.get('location');
      const bytes = Buffer.from(await response.arrayBuffer());
      if (to === null || response.status < 300 || response.status >= 400) return (this.page = { status: response.status, path: `${at.pathname}${at.search}`, text: bytes.toString(), bytes, headers: response.headers });
      [verb, at] = ['GET', new URL(to, at)];
    }
    throw new Error(`Redirected without end from ${path}`);
  }
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}

/** Gives what a healthy invented traveller answers to a question of the form, by the names of its inputs. */
export const healthyAnswers: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> = {
  name: { surname: 'NORDMANN', givenNames: 'KARI' },
  birthDate: { 'birthDate-day': '5', 'birthDate-month': '4', 'birthDate-year': '1996' },
  sex: { sex: 'F' },
  nationality: { nationality: 'NOR' },
  document: { documentType: 'P', documentNumber: 'K100001' },
  seat: { seat: '21c' },
  phone: { phoneHome: '+47 412 34 567' },
  address: { address: 'Invented Hotel, 1 Invented Street' },
  places: { placeCountry: 'NOR', placeTown: 'Oslo' },
  symptoms: { symptoms: 'none' },
  medicine: { medicine: 'no' }, contactCase: { contactCase: 'no' }, contactFever: { contactFever: 'no' }, cluster: { cluster: 'no' },
  test: { test: 'negative' }, vaccination: { vaccination: 'full' },
  guardian: { guardianName: 'OLA NORDMANN', guardianRelation: 'parent' },
  truth: { signature: 'Kari Nordmann', agree: 'yes' },
};
