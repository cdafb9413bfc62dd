import { useState, type ReactNode } from 'react';
import { useWords } from '../words.tsx';
import { Checkbox } from './Checkbox.tsx';
import { ComboBox } from './ComboBox.tsx';
import { DateField, DateTimeField } from './DateTimeField.tsx';
import { EvidenceForm } from './EvidenceForm.tsx';
import type { EvidenceValues } from './evidence.ts';
import { Columns, Panel, Stack } from './Layout.tsx';
import { NumberField } from './NumberField.tsx';
import { CheckboxGroup, RadioGroup } from './RadioGroup.tsx';
import { ScanBox } from './ScanBox.tsx';
import { Select } from './Select.tsx';
import { TextField } from './TextField.tsx';

const airports = [['PEK', 'Beijing Capital 北京首都'], ['PVG', 'Shanghai Pudong 上海浦东'], ['NRT', 'Tokyo Narita 东京成田'], ['FRA', 'Frankfurt 法兰克福']]
  .map(([value = '', label = '']) => ({ value, label, hint: value }));
const outcomes = [{ value: 'normal', label: 'Normal 正常' }, { value: 'abnormal', label: 'Abnormal 异常' }, { value: 'absent', label: 'Absent 缺席', disabledReason: 'After doors closed only' }];

const temperature = {
  type: 'object', required: ['temperatureCelsius', 'outcome'],
  properties: {
    temperatureCelsius: { type: 'number', minimum: 34, maximum: 43, multipleOf: 0.1, 'x-unit': '°C' },
    outcome: { anyOf: [{ const: 'normal', type: 'string' }, { const: 'abnormal', type: 'string' }] },
    symptoms: { type: 'array', items: { anyOf: ['fever', 'fatigue', 'dryCough', 'soreThroat', 'diarrhoea'].map((value) => ({ const: value, type: 'string' })) } },
    remarks: { type: 'string', maxLength: 400, 'x-widget': 'note' },
  },
};
const sampling = {
  type: 'object', required: ['tubeCode', 'takenAt'],
  properties: { tubeCode: { type: 'string', pattern: '^[A-Z]{2}\\d{8}$', 'x-widget': 'scan' }, takenAt: { type: 'string', format: 'date-time' }, deviceId: { type: 'string' } },
};
const questions = {
  type: 'object', required: ['codeValid', 'samePerson', 'symptomDeclared', 'contactDeclared'],
  properties: Object.fromEntries(['codeValid', 'samePerson', 'symptomDeclared', 'contactDeclared'].map((name) => [name, { type: 'boolean' }])),
};
const declaration = { type: 'object', required: ['outcome'], properties: { outcome: { anyOf: [{ const: 'passed' }, { const: 'failed' }] } } };

/** The scan box, answering by the kind of scan. */
export function ScanSamples(): ReactNode {
  return (
    <ScanBox autoFocus={false} onScan={(scan) => (scan.kind === 'text'
      ? { ok: false, message: `Nobody by “${scan.text}” on this flight / 本航班无此人`, label: scan.text }
      : { ok: true, message: `${scan.kind}: ${scan.text}`, label: scan.text.slice(0, 24) })} />
  );
}

/** Every field: plain, with a hint, wrong, disabled. */
export function FieldSamples(): ReactNode {
  const [text, setText] = useState('ERIKSSON');
  const [number, setNumber] = useState<number | undefined>(36.7);
  const [instant, setInstant] = useState<string | undefined>('2022-01-26T20:10:00.000Z');
  const [day, setDay] = useState<string | undefined>('1990-08-12');
  const [airport, setAirport] = useState<string | undefined>('NRT');
  const [outcome, setOutcome] = useState<string | undefined>('normal');
  const [several, setSeveral] = useState<readonly string[]>(['normal']);
  const [yes, setYes] = useState(true);
  return (
    <Panel title="Fields">
      <Columns minimum={280}>
        <Stack>
          <TextField label="Surname 姓" required value={text} onChange={setText} />
          <TextField label="Document 证件号" code required={false} value="L898902C3" onChange={setText} hint="As in the passport 以护照为准" />
          <TextField label="Seat 座位" value="12Z" onChange={setText} problem="There is no row 12Z 无此座位" />
          <TextField label="Flight 航班" value="CA926" onChange={setText} disabledReason="The plan is approved 方案已批准" />
          <TextField label="Remarks 备注" lines={2} value="" onChange={setText} required={false} />
        </Stack>
        <Stack>
          <NumberField label="Temperature 体温" unit="°C" minimum={34} maximum={43} value={number} onChange={setNumber} />
          <NumberField label="Head count 人数" value={Number.NaN} onChange={() => undefined} problem="Must be a number 应为数字" />
          <DateTimeField label="Taken at 采集时间" value={instant} onChange={setInstant} />
          <DateField label="Birth date 出生日期" value={day} onChange={setDay} />
        </Stack>
        <Stack>
          <Select label="Port 口岸" options={airports} value={airport} onChange={setAirport} />
          <ComboBox label="Airport 机场" options={airports} value={airport} onChange={setAirport} hint="Type a part 输入部分名称" />
          <ComboBox label="Airport 机场" options={airports} value={undefined} onChange={() => undefined} problem="Choose an airport 请选择机场" />
          <RadioGroup label="Outcome 结果" digits options={outcomes} value={outcome} onChange={setOutcome} />
          <CheckboxGroup label="Findings 发现" options={outcomes.slice(0, 2)} value={several} onChange={setSeveral} problem="Choose one only 只选一项" />
          <Checkbox label="Both counts agree 双方人数一致" value={yes} onChange={setYes} />
        </Stack>
      </Columns>
    </Panel>
  );
}

/** Evidence forms: several fields, a tube, one key, refused. */
export function FormSamples(): ReactNode {
  const { t } = useWords();
  const [recorded, setRecorded] = useState<EvidenceValues | undefined>(undefined);
  return (
    <Columns minimum={360}>
      <Panel title="EvidenceForm">
        <EvidenceForm schema={temperature} autoFocus={false} onSubmit={setRecorded} />
        {recorded && <code data-recorded>{JSON.stringify(recorded)}</code>}
      </Panel>
      <Panel title="EvidenceForm: refused">
        <EvidenceForm schema={sampling} autoFocus={false} known={{ takenAt: '2022-01-26T20:10:00.000Z', tubeCode: 'BJ00000001' }} onSubmit={setRecorded}
          refusal={{ code: 'input-invalid', where: 'tubeCode' }} disabledReason={t('design.stateOwed')} />
      </Panel>
      <Panel title="EvidenceForm: questions">
        <div data-questions><EvidenceForm schema={questions} autoFocus={false} known={{ codeValid: true }} onSubmit={setRecorded} /></div>
      </Panel>
      <Panel title="EvidenceForm: oneKey">
        <EvidenceForm schema={declaration} autoFocus={false} oneKey onSubmit={setRecorded} />
      </Panel>
    </Columns>
  );
}
