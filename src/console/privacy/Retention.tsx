import { useState, type ReactNode } from 'react';
import { useAct, useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Form } from '../design/Form.tsx';
import { Panel, Row, Stack } from '../design/Layout.tsx';
import { NumberField } from '../design/NumberField.tsx';
import { ErrorText } from '../design/States.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useNotify } from '../design/Toast.tsx';
import { problemOf } from '../staff/staff.ts';
import { useWords, type Words } from '../words.tsx';

type Name = { readonly en: string; readonly zh: string } | null;
type ClassEntry = { readonly class: string; readonly days: number | null; readonly proposed: number | null; readonly least: number; readonly most: number; readonly from: string; readonly how: string; readonly setAt: string | null; readonly setBy: Name; readonly held: number | null; readonly due: number; readonly nextDueOn: string | null };
type DestroyedEntry = { readonly id: string; readonly class: string; readonly what: string; readonly rule: string; readonly counts: Readonly<Record<string, number>>; readonly at: string; readonly by: Name };

const topics = ['privacy'];
const classOf = ({ find }: Words, name: string): string => find(`privacy.class.${name}`) ?? name;

/** Says what counts were destroyed, without those that are none. */
function countsText({ find, language }: Words, counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [find(`privacy.count.${name}`, { count }) ?? `${count} ${name}`] : [])).join(language === 'zh' ? '，' : ', ');
}

/** How long each kind of data is kept, what is due next, and what was destroyed. */
export function Retention(): ReactNode {
  const words = useWords();
  const { t, find, say, number, date, dateTime, refusal } = words;
  const notify = useNotify();
  const view = useView<{ readonly classes: readonly ClassEntry[]; readonly destroyed: readonly DestroyedEntry[] }>('declarations.retention', {}, { topics });
  const destroy = useAct<unknown, { readonly destroyed: readonly unknown[] }>('declarations.destroyExpired', { topics });
  const [changing, setChanging] = useState<ClassEntry | undefined>(undefined);
  const due = view.data?.data.classes.reduce((sum, entry) => sum + entry.due, 0) ?? 0;
  const columns: readonly Column<ClassEntry>[] = [
    { key: 'class', title: t('privacy.class'), cell: (entry) => <span><strong>{classOf(words, entry.class)}</strong><span className="tg-muted st-below">{find(`privacy.source.${entry.class}`)}</span></span> },
    { key: 'period', title: t('privacy.period'), cell: (entry) => (entry.days === null ? t('privacy.kept') : (
      <span><span className="tg-nowrap"><strong>{t('privacy.days', { count: entry.days })}</strong> {find(`privacy.from.${entry.from}`)}</span>
        {entry.setAt !== null && <span className="tg-muted st-below">{t('privacy.setBy', { name: entry.setBy === null ? t('privacy.house') : say(entry.setBy), time: dateTime(entry.setAt) })} · {t('privacy.proposed', { days: t('privacy.days', { count: entry.proposed ?? 0 }) })}</span>}</span>
    )) },
    { key: 'how', title: t('privacy.what'), cell: (entry) => find(`privacy.how.${entry.how}`) },
    { key: 'held', title: t('privacy.held'), align: 'end', cell: (entry) => <span>{entry.held === null ? '–' : number(entry.held)}{entry.due > 0 && <> <Status tone="late">{t('privacy.due', { count: entry.due })}</Status></>}</span> },
    { key: 'next', title: t('privacy.next'), cell: (entry) => (entry.days === null ? '–' : entry.nextDueOn === null ? <span className="tg-muted">{t('privacy.nothingHeld')}</span> : <span className="tg-nowrap">{date(entry.nextDueOn)}</span>) },
    { key: 'change', title: t('privacy.change'), align: 'end', cell: (entry) => entry.days !== null && <Button kind="bare" icon="settings" label={`${t('privacy.change')}: ${classOf(words, entry.class)}`} onPress={() => setChanging(entry)} /> },
  ];
  const destroyedColumns: readonly Column<DestroyedEntry>[] = [
    { key: 'time', title: t('staff.time'), cell: (entry) => <span className="tg-nowrap">{date(entry.at)} <strong>{dateTime(entry.at).split(' ').at(-1)}</strong></span> },
    { key: 'class', title: t('privacy.class'), cell: (entry) => classOf(words, entry.class) },
    { key: 'what', title: t('privacy.destroyed'), cell: (entry) => <span>{countsText(words, entry.counts)} <code className="tg-muted">{entry.what}</code></span> },
    { key: 'rule', title: t('privacy.rule'), cell: (entry) => (entry.rule === 'request' ? t('privacy.rule.request') : t('privacy.days', { count: Number(/\d+/.exec(entry.rule)?.[0] ?? 0) })) },
    { key: 'by', title: t('privacy.by'), cell: (entry) => (entry.by === null ? t('privacy.house') : say(entry.by)) },
  ];
  return (
    <Stack>
      <Row>
        <Button icon="disinfection" pending={destroy.pending} disabledReason={due === 0 ? t('privacy.nothingDue') : undefined} onPress={() => void destroy.run({}).then((answer) => {
        if (answer?.ok) notify(t('privacy.destroyedCount', { count: answer.result.destroyed.length }));
        else notify(answer === undefined ? t('shell.offlineAct') : refusal(answer.refusal), 'wrong');
      })}>{t('privacy.destroyNow')}</Button>
        <span className="tg-muted">{t('privacy.destroyDetail')}</span>
      </Row>
      <Panel flush title={t('privacy.tabRetention')}>
        <Table label={t('privacy.tabRetention')} columns={columns} rows={view.data?.data.classes} rowKey={(entry) => entry.class} error={view.error} onRetry={() => void view.refetch()} />
      </Panel>
      <Panel flush title={t('privacy.destroyed')}>
        <Table label={t('privacy.destroyed')} columns={destroyedColumns} rows={view.data?.data.destroyed} rowKey={(entry) => entry.id} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('privacy.noneDestroyed')} />
      </Panel>
      {changing !== undefined && <ChangePeriod entry={changing} onClose={() => setChanging(undefined)} />}
    </Stack>
  );
}

function ChangePeriod({ entry, onClose }: { readonly entry: ClassEntry; readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t, refusal } = words;
  const notify = useNotify();
  const change = useAct('declarations.setRetention', { topics });
  const [days, setDays] = useState<number | undefined>(entry.days ?? undefined);
  const [tried, setTried] = useState(false);
  const wrong = days === undefined || !Number.isInteger(days) || days < entry.least || days > entry.most ? t('privacy.changeMissing', { least: entry.least, most: entry.most }) : undefined;
  const title = t('privacy.changeTitle', { class: classOf(words, entry.class) });
  return (
    <Dialog title={title} open stays onClose={onClose}>
      <Form label={title} problems={[...(tried && wrong !== undefined ? [{ field: 'period-days', message: wrong }] : []), ...problemOf(change.refusal, 'period-', refusal)]} onSubmit={() => {
        setTried(true);
        if (wrong === undefined) void change.run({ class: entry.class, days }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('privacy.changed', { days: t('privacy.days', { count: days ?? 0 }) }));
          onClose();
        });
      }}>
        <p>{t('privacy.changeDetail')}</p>
        <NumberField id="period-days" label={t('privacy.changeDays')} autoFocus minimum={entry.least} maximum={entry.most} value={days} problem={tried ? wrong : undefined} onChange={setDays} />
        {change.fault && <p className="tg-problem" role="alert"><ErrorText error={change.fault} /></p>}
        <div className="tg-form-foot">
          <Button kind="primary" type="submit" pending={change.pending}>{t('privacy.change')}</Button>
          <Button onPress={onClose}>{t('privacy.cancel')}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
