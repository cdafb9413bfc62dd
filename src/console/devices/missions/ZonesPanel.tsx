import { useState, type ReactNode } from 'react';
import { zoneKeepers } from '../../../modules/devices/rules/roles.ts';
import { zoneProblem } from '../../../modules/devices/rules/robots/zone-geometry.ts';
import { zoneTypes, type Zone, type ZoneType } from '../../../modules/devices/shapes/zones.ts';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import type { Problem } from '../../design/Form.tsx';
import { Panel } from '../../design/Layout.tsx';
import { NumberField } from '../../design/NumberField.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { ActForm } from '../../goods/desk/ActForm.tsx';
import { useWords } from '../../words.tsx';
import { useRolesReason } from '../marks.tsx';
import { readCorners, type DraftZone } from './shapes.ts';

/** Makes the zones of a map: each with its kind and corners, typed or clicked on the plan; saved they count for every robot on that map. */
export function ZonesPanel({ mapId, zones, draft, onZones, onDraft, onClose }: {
  readonly mapId: string;
  readonly zones: readonly Zone[];
  readonly draft: DraftZone;
  readonly onZones: (zones: readonly Zone[]) => void;
  readonly onDraft: (draft: DraftZone) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t, number, refusal } = useWords();
  const notify = useNotify();
  const reasonAgainst = useRolesReason();
  const [topics] = useState(() => ['zones', 'devices']);
  const save = useAct('devices.saveZones', { topics });
  const [tried, setTried] = useState(false);
  const [isUnadded, setUnadded] = useState(false);
  const corners = readCorners(draft.corners);
  const made: Zone = { zoneId: draft.zoneId.trim(), zoneType: draft.zoneType, vertices: [...corners.places], ...(draft.zoneType === 'SPEED_LIMIT' && draft.maximumSpeed !== undefined ? { maximumSpeed: draft.maximumSpeed } : {}) };
  const problem = zoneProblem([...zones, made]);
  const wrong: Problem[] = [
    ...(made.zoneId === '' ? [{ field: 'zone-name', message: t('missions.wrongZoneName') }] : []),
    ...(corners.wrongLine !== undefined ? [{ field: 'zone-corners', message: t('missions.wrongCorner', { line: corners.wrongLine }) }] : corners.places.length < 3 ? [{ field: 'zone-corners', message: t('missions.wrongCorners') }] : []),
  ];
  const all = wrong.length > 0 || problem === undefined ? wrong : [{ field: problem.code === 'zone-speed' ? 'zone-speed' : problem.code === 'zone-twice' ? 'zone-name' : 'zone-corners', message: refusal({ code: problem.code, params: { zone: problem.zone } }) }];
  const at = (field: string): string | undefined => (tried ? all.find((one) => one.field === field)?.message : undefined);
  return (
    <Panel title={t('missions.zonesOf', { map: mapId })} actions={<Button kind="bare" icon="cross" onPress={onClose}>{t('missions.close')}</Button>}>
      <ActForm act={save} label={t('missions.saveZones')} icon="check" disabledReason={reasonAgainst(zoneKeepers)} problems={isUnadded ? [{ field: 'zone-name', message: t('missions.addFirst') }] : []} fields={{}} onSubmit={() => {
        // What stands in the fields and is not in the list would be lost.
        if (draft.zoneId.trim() !== '' || draft.corners.trim() !== '') return setUnadded(true);
        setUnadded(false);
        void save.run({ mapId, zones }).then((answer) => {
          if (answer?.ok !== true) return;
          notify(t('missions.zonesSaved', { count: zones.length }));
          onClose();
        });
      }}>
        {zones.length === 0 ? <p className="tg-muted">{t('missions.noZones')}</p> : (
          <ul className="dv-waiting mi-zones">{zones.map((zone) => (
            <li key={zone.zoneId}>
              <span className="dv-two"><strong>{zone.zoneId}</strong><span className="tg-muted">{t(`missions.zone.${zone.zoneType}`)}{zone.maximumSpeed === undefined ? '' : ` ${number(zone.maximumSpeed)} m/s`} · {t('missions.cornersOf', { count: zone.vertices.length })}</span></span>
              <Button icon="cross" label={t('missions.takeZoneAway', { zone: zone.zoneId })} onPress={() => onZones(zones.filter((one) => one !== zone))}>{t('missions.takeAway')}</Button>
            </li>
          ))}</ul>
        )}
        <fieldset className="mi-zone-new">
          <legend>{t('missions.newZone')}</legend>
          <div className="dv-fields">
            <TextField id="zone-name" label={t('missions.zoneName')} required={false} value={draft.zoneId} maxLength={60} problem={at('zone-name')} onChange={(zoneId) => onDraft({ ...draft, zoneId })} />
            <Select id="zone-kind" label={t('missions.zoneKind')} value={draft.zoneType} allowEmpty={false} onChange={(next) => onDraft({ ...draft, zoneType: next as ZoneType })} options={zoneTypes.map((value) => ({ value, label: t(`missions.zone.${value}`) }))} />
            {draft.zoneType === 'SPEED_LIMIT' && <NumberField id="zone-speed" label={t('missions.zoneSpeed')} unit="m/s" required={false} value={draft.maximumSpeed} problem={at('zone-speed')} onChange={(maximumSpeed) => onDraft({ ...draft, maximumSpeed })} />}
          </div>
          <TextField id="zone-corners" label={t('missions.corners')} hint={t('missions.cornersHint')} required={false} lines={4} code value={draft.corners} problem={at('zone-corners')} onChange={(text) => onDraft({ ...draft, corners: text })} />
          <Button icon="plus" onPress={() => {
            setTried(true);
            if (all.length > 0) return;
            onZones([...zones, made]);
            onDraft({ zoneId: '', zoneType: draft.zoneType, maximumSpeed: undefined, corners: '' });
            setTried(false);
            setUnadded(false);
          }}>{t('missions.addZone')}</Button>
        </fieldset>
        <p className="tg-muted">{t('missions.zonesDetail')}</p>
      </ActForm>
    </Panel>
  );
}
