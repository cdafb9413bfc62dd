import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { decodeText, kindOf } from './finding/kinds.ts';
import type { FileKind, ScannedKind } from './finding/kinds.ts';
import { certificatesIn } from './finding/texts.ts';
import type { Answer, Question } from './finding/reader-process.ts';
import type { Verdict } from './shapes.ts';
import { invalidVerdict, Unverifiable } from './rules/unverifiable.ts';

/** What was found in a file. Shape: at least one text, or the verdict that says why there is none. */
export type Found = { readonly texts: readonly string[] } | { readonly refusal: Verdict };

/** What a file may be at most. Unit: bytes, and milliseconds of decoding. */
export const findingLimits = { bytes: 32_000_000, milliseconds: 20_000, filesOfOneProcess: 100 };

const scanned: ReadonlySet<FileKind> = new Set<ScannedKind>(['pdf', 'png', 'jpeg', 'gif', 'bmp', 'webp']);
const isScanned = (kind: FileKind): kind is ScannedKind => scanned.has(kind);
const names: Partial<Readonly<Record<FileKind, string>>> = { heic: 'a HEIC picture', avif: 'an AVIF picture', tiff: 'a TIFF picture', svg: 'an SVG drawing', zip: 'an archive or an office document' };

// The decoders are other people's programs and read hostile files: they run in a process of their own, without our environment, which is ended when it
// takes too long or fails, and takes its memory along.
let reader: ChildProcess | undefined;
let read = 0;
const passed = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));

function endReader(): void {
  reader?.kill('SIGKILL');
  reader = undefined;
  read = 0;
}

function startReader(): ChildProcess {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const started = fork(fileURLToPath(new URL('./finding/reader-process.ts', import.meta.url)), {
    execArgv: ['--import', loader, '--max-old-space-size=512'], env: Object.fromEntries(passed), serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const end = (): void => void started.kill('SIGKILL');
  process.once('exit', end);
  started.once('exit', () => process.removeListener('exit', end));
  return started;
}

/** Nobody's end is waited for but that of a file that is being read. */
function hold(own: ChildProcess, held: boolean): void {
  if (held) own.ref();
  else own.unref();
  if (held) own.channel?.ref();
  else own.channel?.unref();
}

function ask(question: Question): Promise<Answer> {
  reader ??= startReader();
  const own = reader;
  hold(own, true);
  return new Promise((resolve) => {
    const finish = (answer: Answer): void => {
      clearTimeout(timer);
      own.removeListener('message', finish).removeListener('error', fail).removeListener('exit', stop);
      // A process that could not be started or reached may say so again; nobody waits for that any more.
      if (own.listenerCount('error') === 0) own.on('error', () => undefined);
      hold(own, false);
      read += 1;
      if ('broken' in answer || read >= findingLimits.filesOfOneProcess) endReader();
      resolve(answer);
    };
    const fail = (error: Error): void => finish({ broken: error.message });
    const stop = (): void => finish({ broken: 'its decoder stopped' });
    const timer = setTimeout(() => finish({ broken: `it takes more than ${findingLimits.milliseconds / 1000} seconds` }), findingLimits.milliseconds);
    own.once('message', finish).once('error', fail).once('exit', stop);
    own.send(question, (error) => {
      if (error !== null) fail(error);
    });
  });
}

let last: Promise<unknown> = Promise.resolve();

/** One file after the other: a second process would only take the first one's processor. */
function askInTurn(question: Question): Promise<Answer> {
  const answer = last.then(() => ask(question));
  last = answer;
  return answer;
}

function textsOf(text: string): readonly string[] {
  const clean = text.replace(/^\ufeff/u, '').trim();
  // A text that is nothing but a certificate is left as it is, so that its reader can say at which character it goes wrong.
  if (/^(\{|shc:)/iu.test(clean) || !/[\r\n]/u.test(clean)) return [text];
  const within = certificatesIn(text);
  return within.length > 0 ? within : [text];
}

/**
 * Finds the texts of certificates in what a person has: a text, a picture (PNG, JPEG, GIF, WebP, BMP) or a PDF, also several in one.
 * Shape: never rejects, and takes 20 seconds at most. Codes that are no certificates are among the texts, too: their reader refuses them.
 * Refuses: too-large, picture-unreadable, no-code-in-picture, each with what the file is.
 */
export async function findCertificateTexts(bytes: Uint8Array, fileName: string): Promise<Found> {
  const refuse = (code: 'too-large' | 'picture-unreadable' | 'no-code-in-picture', reason: string): Found => ({ refusal: invalidVerdict(new Unverifiable(code, reason)) });
  const it = fileName === '' ? 'The input' : fileName;
  if (bytes.length > findingLimits.bytes) return refuse('too-large', `${it} has ${bytes.length} bytes; at most ${findingLimits.bytes} are read.`);
  const kind = kindOf(bytes);
  if (kind === 'text') return { texts: textsOf(decodeText(bytes)) };
  if (!isScanned(kind)) return refuse('picture-unreadable', `${it} is ${names[kind] ?? 'neither text nor a picture nor a PDF'}, which is not read. Save it as PNG, JPEG or PDF, or give the text of the code.`);
  const answer = await askInTurn({ bytes, kind });
  if ('broken' in answer) return refuse('picture-unreadable', `${it} cannot be read as ${kind.toUpperCase()}: ${answer.broken.slice(0, 120)}. Take a new picture, or give the text of the code.`);
  if ('code' in answer) return { refusal: invalidVerdict(new Unverifiable(answer.code, answer.reason)) };
  if (answer.texts.length === 0) return refuse('no-code-in-picture', `There is no code in ${it} that can be read. Take the picture nearer, in more light and without shadow, with a white margin around the code.`);
  return { texts: answer.texts };
}
