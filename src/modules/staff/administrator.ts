import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runAction } from '../../kernel/action.ts';
import type { House } from '../../kernel/action.ts';
import { openPool } from '../../kernel/db.ts';
import type { Pool } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { migrate } from '../../kernel/migrate.ts';
import { houseActor } from '../../kernel/officer.ts';
import { openDatabase } from '../../kernel/postgres/open-database.ts';
import { StartProblem } from '../../kernel/start-problem.ts';
import { writeRefusal } from '../../words/words.ts';
import { addRealEvent, EventBook, findEventByCode } from '../ports/events.ts';
import { officerActions } from './actions/officers.ts';

/** Is what an administrator on the command line is made of. */
export interface NewAdministrator {
  readonly event: string;
  readonly eventNameEn: string;
  readonly eventNameZh: string;
  readonly timeZone: string;
  readonly user: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly organisation: string;
  readonly password: string | undefined;
  readonly externalSubject: string | undefined;
}

const usage = `Usage: npm run -s tongguan -- administrator create --event CODE --name-en NAME --name-zh NAME --user USER
  [--organisation NAME] [--external-subject SUBJECT] [--event-name-en NAME] [--event-name-zh NAME] [--time-zone ZONE]
The event is made if there is none with this code; its clock is the real one. The password is read from TONGGUAN_PASSWORD
or from standard input, never from the command line. With --external-subject no password is needed.`;

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/**
 * Makes an administrator, and the event where there is none with its code; it seeds nothing else.
 * Shape: the identifiers and whether the event is new. Refuses: StartProblem with the sentence of the refusal.
 */
export async function makeAdministrator(pool: Pool, wanted: NewAdministrator): Promise<{ eventId: string; officerId: string; madeEvent: boolean }> {
  const known = await findEventByCode(pool, wanted.event);
  const eventId = known?.event_id ?? uuidv7();
  if (known?.clock.kind === 'simulated') throw new StartProblem(`The event ${wanted.event} is an invented world; its people are personas. Choose another code.`);
  return pool.transaction(async (tx) => {
    if (known === undefined) {
      await addRealEvent(tx, { event_id: eventId, code: wanted.event, name_en: wanted.eventNameEn, name_zh: wanted.eventNameZh, time_zone: wanted.timeZone }, new Date().toISOString());
    }
    const book = new EventBook(tx);
    await book.refresh();
    // The action runs inside this transaction, so that a refused password leaves no empty event behind.
    const inside: Pool = { query: tx.query, transaction: (work) => work(tx), close: () => Promise.resolve() };
    const house: House = { pool: inside, now: (id) => book.now(id), announce: () => undefined };
    const addOfficer = officerActions.find((action) => action.name === 'staff.addOfficer')!;
    const answer = await runAction(house, eventId, houseActor, addOfficer, {
      id: uuidv7(), occurredAt: new Date().toISOString(),
      input: {
        userName: wanted.user, nameEn: wanted.nameEn, nameZh: wanted.nameZh, organisation: wanted.organisation, roles: ['administrator'], language: 'zh',
        ...(wanted.password === undefined ? {} : { password: wanted.password }), ...(wanted.externalSubject === undefined ? {} : { externalSubject: wanted.externalSubject }),
      },
    });
    if (!answer.ok) throw new StartProblem(`${writeRefusal('en', answer.refusal)}${answer.refusal.where === undefined ? '' : ` (${answer.refusal.where})`}`);
    return { eventId, officerId: (answer.result as { officerId: string }).officerId, madeEvent: known === undefined };
  });
}

async function readPassword(environment: Readonly<Record<string, string | undefined>>, input: NodeJS.ReadableStream & { isTTY?: boolean }, say: (text: string) => void): Promise<string> {
  const given = environment['TONGGUAN_PASSWORD'];
  if (given !== undefined && given !== '') return given;
  if (input.isTTY === true) say('Password (it is shown while you type; or set TONGGUAN_PASSWORD), then Enter:');
  let text = '';
  for await (const part of input) {
    text += String(part);
    if (text.includes('\n') || text.length > 2000) break;
  }
  return text.split(/\r?\n/)[0] ?? '';
}

/** Is where the command reads and writes; tests give their own. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input: NodeJS.ReadableStream & { isTTY?: boolean };
  readonly output: (text: string) => void;
  readonly say: (text: string) => void;
}

const ownSurroundings: Surroundings = {
  environment: process.env, input: process.stdin, output: (text) => void process.stdout.write(`${text}\n`), say: (text) => void process.stderr.write(`${text}\n`),
};

/**
 * Runs `administrator create` with the arguments that follow these two words.
 * Shape: the exit code: 0 made, 1 refused, 2 unusable call; the identifiers as JSON on standard output.
 */
export async function createAdministrator(args: readonly string[], surroundings: Surroundings = ownSurroundings): Promise<number> {
  const { environment, input, output, say } = surroundings;
  const text = { type: 'string' } as const;
  let values: Partial<Record<'event' | 'user' | 'name-en' | 'name-zh' | 'organisation' | 'external-subject' | 'event-name-en' | 'event-name-zh' | 'time-zone', string>>;
  try {
    ({ values } = parseArgs({
      args: [...args], strict: true, allowPositionals: false,
      options: { event: text, user: text, 'name-en': text, 'name-zh': text, organisation: text, 'external-subject': text, 'event-name-en': text, 'event-name-zh': text, 'time-zone': text },
    }));
  } catch (error) {
    say(`${(error as Error).message}\n${usage}`);
    return 2;
  }
  const { event, user, 'name-en': nameEn, 'name-zh': nameZh, 'external-subject': externalSubject } = values;
  const timeZone = values['time-zone'] ?? 'Asia/Shanghai';
  if (event === undefined || !/^[a-z0-9-]{2,40}$/i.test(event) || user === undefined || nameEn === undefined || nameZh === undefined || !isTimeZone(timeZone)) {
    say(usage);
    return 2;
  }
  try {
    const password = externalSubject !== undefined && (environment['TONGGUAN_PASSWORD'] ?? '') === '' ? undefined : await readPassword(environment, input, say);
    const given = (name: string): string | undefined => environment[name] || undefined;
    const root = fileURLToPath(new URL('../../../', import.meta.url));
    const database = await openDatabase({ directory: resolve(root, given('TONGGUAN_DATA') ?? 'data'), url: given('TONGGUAN_DATABASE_URL'), appUrl: given('TONGGUAN_APP_DATABASE_URL'), say });
    try {
      await migrate({ ownerUrl: database.ownerUrl, say });
      const pool = openPool(database.url, { max: 2 });
      try {
        const made = await makeAdministrator(pool, {
          event, user, nameEn, nameZh, timeZone, password, externalSubject, organisation: values.organisation ?? event,
          eventNameEn: values['event-name-en'] ?? event, eventNameZh: values['event-name-zh'] ?? values['event-name-en'] ?? event,
        });
        say(`${made.madeEvent ? `The event ${event} is made. ` : ''}${user} is its administrator.`);
        output(JSON.stringify({ event, ...made, user }));
        return 0;
      } finally {
        await pool.close();
      }
    } finally {
      await database.stop();
    }
  } catch (error) {
    if (!(error instanceof StartProblem)) throw error;
    say(error.message);
    return 1;
  }
}
