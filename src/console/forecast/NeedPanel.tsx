import type { ReactNode } from 'react';
import { Panel } from '../design/Layout.tsx';
import { useWords } from '../words.tsx';
import type { DayNeed } from './shapes.ts';

const [width, height] = [384, 36];

/** Shows how many people of each skill a day needs by quarter of an hour. */
export function NeedPanel({ need }: { readonly need: DayNeed | undefined }): ReactNode {
  const words = useWords();
  const { t, find, number } = words;
  return (
    <Panel title={t('forecast.need')}>
      {need !== undefined && need.computedAt !== null && <p className="tg-muted fc-lead">{t('forecast.needAt', { at: words.dateTime(need.computedAt) })}</p>}
      {need === undefined || need.need.length === 0 ? <p className="tg-muted">{t('forecast.needNone')}</p> : (
        <div className="fc-queues">
          {need.need.map(({ skill, slots }) => {
            const most = Math.max(1, ...slots.map((slot) => slot.people));
            return (
              <figure key={skill} className="fc-queue">
                <figcaption><strong>{find(`skills.${skill}`) ?? skill}</strong><span>{t('forecast.needPeople', { count: number(most) })}</span></figcaption>
                <svg viewBox={`0 0 ${width} ${height + 12}`} role="img" aria-label={`${find(`skills.${skill}`) ?? skill}: ${t('forecast.needPeople', { count: number(most) })}`}>
                  {slots.map((slot) => <rect key={slot.from} className="fc-need" x={(slot.from / 1440) * width} width={width / 96} y={height - 2 - (slot.people / most) * (height - 6)} height={(slot.people / most) * (height - 6)} />)}
                  {[0, 6, 12, 18].map((hour) => <text key={hour} x={(hour * width) / 24 + 1} y={height + 10}>{`${String(hour).padStart(2, '0')}:00`}</text>)}
                </svg>
              </figure>
            );
          })}
        </div>
      )}
    </Panel>
  );
}
