import { useState, type ReactNode } from 'react';
import { problemOf } from '../../modules/devices/rules/layouts.ts';
import type { LayoutContent } from '../../modules/devices/shapes/layouts.ts';
import { useAct } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Panel, Row, Stack } from '../design/Layout.tsx';
import { Select } from '../design/Select.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useWords } from '../words.tsx';
import type { SavedLayout } from './layout-planning.ts';

/** Is a port that a layout can be of. */
export type LayoutPoint = { readonly pointId: string; readonly nameEn: string; readonly nameZh: string };

/** Saves a layout under a name and a port, and loads another one. */
export function LayoutSaving({ content, layouts, points, opened, changed, onLoad, onSaved, onBack }: {
  readonly content: LayoutContent;
  readonly layouts: readonly SavedLayout[];
  readonly points: readonly LayoutPoint[];
  readonly opened: SavedLayout | undefined;
  readonly changed: boolean;
  readonly onLoad: (layout: SavedLayout) => void;
  readonly onSaved: (what: Pick<SavedLayout, 'layoutId' | 'pointId' | 'name'>) => void;
  readonly onBack: () => void;
}): ReactNode {
  const { t, language, refusal } = useWords();
  const notify = useNotify();
  const save = useAct<object, { layoutId: string }>('devices.saveLayout', { topics: ['layouts'] });
  const [typed, setTyped] = useState<{ readonly for: string | undefined; readonly name: string } | undefined>(undefined);
  const [chosenPoint, choosePoint] = useState<string | undefined>(undefined);
  const name = typed !== undefined && typed.for === opened?.layoutId ? typed.name : opened?.name ?? '';
  const pointId = chosenPoint ?? opened?.pointId ?? points[0]?.pointId;
  const named = (pointOf: string): string => { const point = points.find((one) => one.pointId === pointOf); return point === undefined ? '' : language === 'zh' ? point.nameZh : point.nameEn; };
  const problem = problemOf(content);
  const against = name.trim() === '' || content.detectors.some(({ id }) => id.trim() === '') ? t('sourceLocation.nameNeeded') : problem !== undefined ? refusal({ code: problem.code, params: problem.params } as Parameters<typeof refusal>[0])
    : !changed && opened !== undefined && name.trim() === opened.name && pointId === opened.pointId ? t('sourceLocation.nothingChanged') : undefined;
  return (
    <Panel title={t('sourceLocation.keep')}>
      <Stack>
      {layouts.length > 0 && <Select label={t('sourceLocation.load')} value={opened?.layoutId} options={layouts.map((one) => ({ value: one.layoutId, label: points.length > 1 ? `${one.name} · ${named(one.pointId)}` : one.name }))} allowEmpty={false}
        onChange={(layoutId) => { const found = layouts.find((one) => one.layoutId === layoutId); if (found !== undefined) { choosePoint(undefined); onLoad(found); } }} />}
      <TextField label={t('sourceLocation.layoutName')} value={name} maxLength={80} onChange={(text) => setTyped({ for: opened?.layoutId, name: text })} {...(save.refusal === undefined ? {} : { problem: refusal(save.refusal) })} />
      {points.length > 1 && <Select label={t('sourceLocation.port')} value={pointId} allowEmpty={false} options={points.map((one) => ({ value: one.pointId, label: named(one.pointId) }))} onChange={choosePoint} />}
      {save.fault !== undefined && <p className="tg-problem" role="alert">{t('sourceLocation.unreachable')}</p>}
      <Row>
        <Button kind="primary" icon="check" pending={save.pending} disabledReason={against} onPress={() => void save.run({ pointId, name: name.trim(), content }).then((answer) => {
          if (answer?.ok !== true) return;
          notify(t('sourceLocation.done', { name: name.trim() }));
          onSaved({ layoutId: answer.result.layoutId, pointId: pointId ?? '', name: name.trim() });
        })}>{t('sourceLocation.save')}</Button>
        <Button disabledReason={changed ? undefined : t('sourceLocation.nothingChanged')} onPress={onBack}>{t('sourceLocation.back')}</Button>
      </Row>
      </Stack>
    </Panel>
  );
}
