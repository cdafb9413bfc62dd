import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { isUuid } from '../../../kernel/ids.ts';
import { useView } from '../../client.ts';
import { Status } from '../../design/Badge.tsx';
import { Facts, Panel } from '../../design/Layout.tsx';
import type { ListVersion } from '../../goods/shapes.ts';
import { nameOf, type Lookup } from '../../travellers/shapes.ts';
import { useWords } from '../../words.tsx';
import { subjectOf } from '../alarms.ts';
import type { WholeAlarm } from '../shapes.ts';

const mostLines = 6;

/** Shows whom or what an alarm is about, with the way there; of a consignment the goods as declared, against which what was identified is held. */
export function SubjectPanel({ whole: { alarm, nuclide, about } }: { readonly whole: WholeAlarm }): ReactNode {
  const { t, say, language } = useWords();
  const subject = subjectOf(alarm);
  const person = useView<Lookup>('travellers.lookup', alarm.caseKind === 'traveller' ? { text: alarm.caseId } : undefined);
  const list = useView<ListVersion>('goods.listVersion', alarm.caseKind === 'consignment' ? { consignmentId: alarm.caseId } : undefined);
  if (subject === undefined) return <Panel title={t('devices.subject')}><Status tone="late">{t('devices.noSubject')}</Status></Panel>;
  const card = alarm.caseKind === 'traveller' ? person.data?.data.matches[0] : undefined;
  const lines = alarm.caseKind === 'consignment' ? list.data?.data.list.lines ?? [] : [];
  const named = card !== undefined ? nameOf(card) : about !== null && alarm.caseKind !== 'traveller' ? say(about.label) : alarm.subject !== null && !isUuid(alarm.subject) ? alarm.subject : t(subject.words);
  return (
    <Panel title={t('devices.subject')} actions={<Link to={subject.path}>{t(subject.words)}</Link>}>
      <div className="tg-stack">
        <Link className="dv-name" to={subject.path}>{named}</Link>
        {card !== undefined && <span className="tg-muted">{[card.designator, card.seat, card.nationality].filter((part) => part !== null && part !== '').join(' · ')}</span>}
        {lines.length > 0 && <Facts facts={[...lines.slice(0, mostLines).map((line) => [<span key={line.position} className="tg-code">{line.hsCode}</span>, language === 'zh' ? line.descriptionZh : line.descriptionEn] as const), ...(lines.length > mostLines ? [['…', t('devices.owesMore', { count: lines.length - mostLines })] as const] : [])]} />}
        {nuclide !== null && <Status tone={nuclide.verdict === 'agrees' ? 'done' : nuclide.verdict === 'contradicts' ? 'wrong' : 'neutral'}>{nuclide.verdict === 'agrees' ? t('devices.nuclideAgrees', { nuclide: nuclide.nuclide, goods: nuclide.because.map(say).join(t('devices.comma')) }) : t(nuclide.verdict === 'contradicts' ? 'devices.nuclideContradicts' : 'devices.nuclideSilent', { nuclide: nuclide.nuclide })}</Status>}
      </div>
    </Panel>
  );
}
