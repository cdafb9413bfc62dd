import type { ReactNode } from 'react';
import { Panel } from '../design/Layout.tsx';
import { useWords } from '../words.tsx';
import { skillName } from './attention.ts';
import { shortOf, type SkillLine } from './day.ts';
import type { Duty, Part } from './shapes.ts';

/** The staff by skill against the need, now and in two hours; red where somebody is lacking by the need. */
export function Staff({ part, lines }: { readonly part: Part<readonly Duty[]>; readonly lines: readonly SkillLine[] }): ReactNode {
  const words = useWords();
  const { t, number } = words;
  const computed = lines.some((line) => line.need !== undefined);
  return (
    <Panel flush title={t('duty.staffNow')} actions={lines.length > 0 && !computed && <span className="tg-muted">{t('duty.noNeed')}</span>}>
      {part.refused !== undefined ? <p className="du-quiet">{t('duty.notSeen')}</p> : lines.length === 0 ? <p className="du-quiet">{t('duty.noStaff')}</p> : (
        <table className="du-staff" aria-label={t('duty.staffNow')}>
          <thead><tr><th scope="col">{t('duty.skill')}</th><th scope="col">{t('duty.onNow')}</th><th scope="col">{t('duty.rostered')}</th><th scope="col">{t('duty.needed')}</th><th scope="col">{t('duty.inTwoHours')}</th></tr></thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.skill}>
                <th scope="row">{skillName(words, line.skill)}</th>
                <td className={shortOf(line) > 0 ? (line.need === undefined ? 'du-late' : 'du-wrong') : undefined}>{number(line.on)}</td>
                <td>{number(line.rostered)}</td>
                <td>{line.need === undefined ? <span className="tg-muted">–</span> : number(line.need)}</td>
                <td className={line.nextNeed !== undefined && line.nextRostered < line.nextNeed ? 'du-late' : undefined}>{number(line.nextRostered)}{line.nextNeed !== undefined && <span className="tg-muted"> / {number(line.nextNeed)}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
