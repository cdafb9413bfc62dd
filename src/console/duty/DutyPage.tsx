import { useMemo, useState, type ReactNode } from 'react';
import type { HandOver, HandOvers } from '../../modules/duty/shapes.ts';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { useKeys } from '../design/listening.ts';
import { PageHeader } from '../design/PageHeader.tsx';
import { Select } from '../design/Select.tsx';
import { startOfDay } from '../flights/TimeStrip.tsx';
import { withInstant } from '../past.ts';
import { useEventNow, useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { attentionOf } from './attention.ts';
import { flightLines, numbersOf, queueLines, skillLines } from './day.ts';
import { DutyWall } from './DutyWall.tsx';
import { FlightLines } from './FlightLines.tsx';
import { HandOverDialog, HandOverList, SheetLink, TakeOverDialog, useMayPrint } from './HandOvers.tsx';
import { Now } from './Now.tsx';
import { NumberStrip } from './NumberStrip.tsx';
import { Queues } from './Queues.tsx';
import { useDayRead } from './reading.ts';
import { Replay, takesText } from './Replay.tsx';
import { Staff } from './Staff.tsx';
import '../flights/flights.css';
import './duty.css';

type Ports = { readonly points: readonly { readonly code: string; readonly nameEn: string; readonly nameZh: string }[]; readonly stations: readonly { readonly stationId: string; readonly pointCode: string }[] };

const hour = 3_600_000;
const topics = ['duty', 'clock'];

function dayOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

// What is not past is the present, which is live.
function instantIn(query: URLSearchParams, present: number): number | undefined {
  const asked = Date.parse(query.get('at') ?? '');
  return Number.isNaN(asked) || asked >= present ? undefined : asked;
}

/** The duty commander's board of the day at one port, live or as it stood at any instant; key W makes it a wall. */
export function DutyPage(): ReactNode {
  const words = useWords();
  const { t, say, language, timeZone, time } = words;
  const session = useSession();
  const [query, change] = useAddress();
  const present = useEventNow();
  const ports = useView<Ports>('ports.list', {}, { topics: ['ports'] });
  const points = ports.data?.data.points ?? [];
  const stationPoint = ports.data?.data.stations.find((station) => station.stationId === session?.officer.stationId)?.pointCode;
  const pointCode = query.get('point') ?? stationPoint ?? points[0]?.code;
  const at = instantIn(query, present);
  const asOf = useMemo(() => (at === undefined ? undefined : new Date(at).toISOString()), [at]);
  const now = at ?? present;
  const day = dayOf(now, timeZone);
  const dayStart = useMemo(() => startOfDay(day, timeZone), [day, timeZone]);
  const read = useDayRead(pointCode, day, asOf);
  const handOvers = useView<HandOvers>('duty.handOvers', pointCode === undefined ? undefined : { pointCode }, { topics, asOf });
  const [giving, setGiving] = useState(false);
  const [taking, setTaking] = useState<HandOver | undefined>(undefined);
  const mayPrint = useMayPrint();
  const wall = query.get('wall') === '1';
  const wholeDay = query.get('span') === '24';
  const middle = Math.floor(now / hour) * hour;
  const span = wholeDay ? { from: dayStart, to: dayStart + 24 * hour } : { from: middle - 5 * hour, to: middle + 7 * hour };
  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || takesText(event.target)) return;
    if (event.key.toLowerCase() === 'w') change({ wall: wall ? undefined : '1' });
    else if (event.key === 'Escape' && wall) change({ wall: undefined });
  });

  const lines = flightLines(read, now);
  const queues = queueLines(read, dayStart, now);
  const skills = skillLines(read.duties.data ?? [], read.need.data, dayStart, now);
  const numbers = numbersOf(read, dayStart, now);
  const items = attentionOf(words, read, pointCode, lines, queues, skills, now);
  const point = points.find((entry) => entry.code === pointCode);
  const placeName = point === undefined ? '' : language === 'zh' ? point.nameZh : point.nameEn;
  const mine = at === undefined ? handOvers.data?.data.handOvers.find((one) => one.newest && one.taken === null && one.givenTo.officerId === session?.officer.id) : undefined;
  const isDuty = session?.officer.roles.includes('dutyOfficer') === true;
  // A sheet ends on a whole minute, so that a link is one address for that minute.
  const sheetUntil = new Date(Math.floor(now / 60_000) * 60_000).toISOString();
  const lastUntil = handOvers.data?.data.handOvers[0]?.until;
  const sheetFrom = lastUntil !== undefined && lastUntil < sheetUntil && Date.parse(sheetUntil) - Date.parse(lastUntil) <= 16 * hour ? lastUntil : new Date(Date.parse(sheetUntil) - 8 * hour).toISOString();
  const replay = <Replay dayStart={dayStart} now={present} at={at} goneTo={() => instantIn(new URLSearchParams(window.location.search), present)} onGo={(to) => change({ at: to === undefined ? undefined : new Date(to).toISOString() })} />;
  if (wall) return <><DutyWall place={placeName} now={now} past={at !== undefined} numbers={numbers} lines={lines} items={items} span={span} onLeave={() => change({ wall: undefined })} /><div className={at === undefined ? 'du-wall-replay du-wall-replay-live' : 'du-wall-replay'}>{replay}</div></>;
  return (
    <div className="tg-page du-page">
      <PageHeader title={t('duty.title')} status={<span className="tg-muted">{placeName}</span>}
        actions={<>
          {points.length > 1 && <Select label={t('duty.point')} hideLabel allowEmpty={false} value={pointCode} onChange={(code) => change({ point: code })} options={points.map((entry) => ({ value: entry.code, label: `${entry.code} ${language === 'zh' ? entry.nameZh : entry.nameEn}` }))} />}
          {mayPrint && pointCode !== undefined && <SheetLink pointCode={pointCode} from={sheetFrom} until={sheetUntil} />}
          {isDuty && at === undefined && handOvers.data !== undefined && <Button icon="handOver" onPress={() => setGiving(true)}>{t('duty.handOver')}</Button>}
          <Button icon="board" keyHint="W" onPress={() => change({ wall: '1' })}>{t('duty.wall')}</Button>
        </>} />
      {replay}
      <NumberStrip numbers={numbers} day={day} point={pointCode} asOf={asOf} />
      <div className="du-board">
        <div className="tg-stack du-main">
          <Panel flush title={t('duty.flightsOfWindow', { from: time(span.from), to: wholeDay ? '24:00' : time(span.to) })} actions={(
            <span className="du-speeds" role="group" aria-label={t('duty.span')}>
              <button type="button" aria-pressed={!wholeDay} onClick={() => change({ span: undefined })}>{t('duty.span12')}</button><button type="button" aria-pressed={wholeDay} onClick={() => change({ span: '24' })}>{t('duty.span24')}</button>
            </span>
          )}>
            {read.board.refused !== undefined ? <p className="du-quiet">{t('duty.notSeen')}</p> : <FlightLines lines={lines} span={span} now={now} asOf={asOf} />}
          </Panel>
          <Queues part={read.forecast} lines={queues} minute={(now - dayStart) / 60_000} forecastPath={asOf === undefined ? '/forecast' : withInstant(`/forecast?day=${day}`, asOf)} />
        </div>
        <div className="tg-stack du-side">
          <Now items={read.board.data === undefined && read.board.refused === undefined ? undefined : items} now={now} asOf={asOf}>
            {mine !== undefined && <div className="du-take"><span><strong>{say(mine.givenBy)}</strong> {t('duty.takesWatch')}</span><Button kind="primary" onPress={() => setTaking(mine)}>{t('duty.takeNow')}</Button></div>}
          </Now>
          <Staff part={read.duties} lines={skills} />
          <HandOverList handOvers={handOvers.data?.data.handOvers} />
        </div>
      </div>
      {giving && pointCode !== undefined && handOvers.data !== undefined && <HandOverDialog pointCode={pointCode} data={handOvers.data.data} onClose={() => setGiving(false)} />}
      {taking !== undefined && <TakeOverDialog handOver={taking} onClose={() => setTaking(undefined)} />}
    </div>
  );
}
