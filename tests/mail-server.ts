import { SMTPServer } from 'smtp-server';

/** Is a message as the server took it. Shape: `text` and `html` are decoded. */
export interface Arrived { readonly to: string; readonly from: string; readonly subject: string; readonly messageId: string; readonly text: string; readonly html: string; readonly source: string }

/** Is a real SMTP server on this machine that keeps what it takes. */
export interface MailServer {
  readonly url: string;
  readonly arrived: Arrived[];
  /** Says what to answer to a recipient: undefined takes it. */
  answer: (to: string) => { readonly code: number; readonly text: string } | undefined;
  /** Counts how often a recipient was named. */
  readonly tries: Map<string, number>;
  close(): Promise<void>;
}

function decoded(body: string, encoding: string): string {
  if (/base64/i.test(encoding)) return Buffer.from(body, 'base64').toString();
  if (!/quoted-printable/i.test(encoding)) return body;
  const bytes: number[] = [];
  const text = body.replaceAll(/=\r\n/g, '');
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '=' && /^[0-9A-F]{2}$/.test(text.slice(at + 1, at + 3))) { bytes.push(Number.parseInt(text.slice(at + 1, at + 3), 16)); at += 2; } else bytes.push(text.charCodeAt(at));
  }
  return Buffer.from(bytes).toString();
}

const header = (source: string, name: string): string => (new RegExp(`^${name}: ([^\\r]*(?:\\r\\n[ \\t][^\\r]*)*)`, 'im').exec(source)?.[1] ?? '').replaceAll(/\r\n[ \t]/g, ' ');
const words = (text: string): string => text.replaceAll(/\?= =\?/g, '?==?').replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_whole, kind: string, body: string) => (kind.toLowerCase() === 'b' ? Buffer.from(body, 'base64').toString() : decoded(body.replaceAll('_', ' '), 'quoted-printable')));

function read(source: string, to: string, from: string): Arrived {
  const part = (type: string): string => {
    const found = new RegExp(`Content-Type: ${type}[^]*?\\r\\n\\r\\n([^]*?)(?=\\r\\n--)`, 'i').exec(source);
    return found === null ? '' : decoded(found[1]!, /Content-Transfer-Encoding: (\S+)/i.exec(found[0])?.[1] ?? '').replaceAll('\r\n', '\n');
  };
  return { to, from, source, subject: words(header(source, 'Subject')), messageId: header(source, 'Message-ID'), text: part('text/plain'), html: part('text/html') };
}

/** Starts an SMTP server on a free port. */
export async function startMailServer(): Promise<MailServer> {
  const arrived: Arrived[] = [];
  const tries = new Map<string, number>();
  const mail = { answer: (): { code: number; text: string } | undefined => undefined } as { answer: MailServer['answer'] };
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false,
    onRcptTo({ address }, _session, callback) {
      tries.set(address, (tries.get(address) ?? 0) + 1);
      const refused = mail.answer(address);
      callback(refused === undefined ? null : Object.assign(new Error(refused.text), { responseCode: refused.code }));
    },
    onData(stream, session, callback) {
      const parts: Buffer[] = [];
      stream.on('data', (bytes: Buffer) => parts.push(bytes));
      stream.on('end', () => {
        const source = Buffer.concat(parts).toString();
        for (const { address } of session.envelope.rcptTo) arrived.push(read(source, address, session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address));
        callback();
      });
    },
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.server.address() as { port: number };
  return Object.assign(mail, { url: `smtp://127.0.0.1:${port}`, arrived, tries, close: () => new Promise<void>((resolve) => { server.close(() => resolve()); }) });
}
