import type { ReactNode } from 'react';
import type { TimelineEntry as Told } from '../../../modules/flights/shapes.ts';
import type { Text } from '../../../words/area.ts';
import type { Tone } from '../../design/Badge.tsx';
import { Panel } from '../../design/Layout.tsx';
import { Timeline, type TimelineEntry } from '../../design/Timeline.tsx';
import { useWords, type Words } from '../../words.tsx';
import { useDesk } from './desk.ts';

/** Tells what happened to the flight, in the order in which it became known. */
export function Story(): ReactNode {
  const words = useWords();
  const { flight } = useDesk();
  return <Panel><Timeline label={words.t('flights.tab.story')} entries={flight.timeline.map((entry, place) => lineOf(words, entry, place))} /></Panel>;
}

function lineOf(words: Words, entry: Told, place: number): TimelineEntry {
  const { t, find, say, dateTime } = words;
  const params = (entry.params ?? {}) as Readonly<Record<string, unknown>>;
  const text = (name: string): string => (params[name] === null || params[name] === undefined ? '' : typeof params[name] === 'object' ? say(params[name] as Text) : String(params[name]));
  const key = `${entry.at}${entry.kind}${entry.key}${place}`;
  const line = (title: string, detail: readonly string[], tone?: Tone): TimelineEntry => {
    const joined = detail.filter((part) => part !== '').join(' · ');
    return { key, at: entry.at, title, ...(joined === '' ? {} : { detail: joined }), ...(tone === undefined ? {} : { tone }) };
  };
  switch (entry.kind) {
    case 'flight': return line(t('flights.told.announced'), [], 'neutral');
    case 'movement': return line(find(`flights.move.${entry.key}`) ?? entry.key, [dateTime(text('at')), text('source')], 'current');
    case 'list': return line(t(entry.key === 'roster' ? 'flights.told.roster' : 'flights.told.airline', { version: text('version') }), [text('fileName'), params['persons'] === undefined ? '' : t('flights.countPersons', { count: Number(params['persons']) })], 'neutral');
    case 'plan': return line(t('flights.told.plan', { version: text('version') }), [text('title'), text('by')], 'neutral');
    case 'handOver': return line(t(entry.key === 'normal' ? 'flights.told.handOver' : 'flights.told.abnormal'), [text('vehicle'), text('cluster'), t('flights.countPersons', { count: Number(params['count'] ?? 0) })], entry.key === 'normal' ? 'done' : 'late');
    case 'report': return line(entry.key === 'sent' ? t('flights.told.reportSent') : t('flights.told.reportAcknowledged'), [text('recipients'), text('recipient')], entry.key === 'sent' ? 'neutral' : 'done');
    default: {
      const outcome = text('outcome');
      const tone: Tone = outcome === 'failed' ? 'wrong' : outcome === 'not_applicable' ? 'quiet' : outcome === 'diverted' ? 'late' : 'done';
      const words_ = outcome === 'failed' ? t('design.stateFailed') : outcome === 'not_applicable' ? t('design.stateNotApplicable') : outcome === 'diverted' ? t('design.stateFollowed') : t('design.stateDone');
      return line(`${find(`steps.${entry.key}`) ?? entry.key}`, [entry.key, words_, text('by'), params['corrects'] === null || params['corrects'] === undefined ? '' : t('flights.told.correction')], tone);
    }
  }
}
