import type { ReactNode } from 'react';
import { eventNow } from '../session.ts';
import { useWords } from '../words.tsx';
import { Badge, DataQuality, Status, type Tone } from './Badge.tsx';
import { Bar } from './Bar.tsx';
import { Chart } from './Chart.tsx';
import { Clock } from './Clock.tsx';
import { Icon, iconNames } from './Icon.tsx';
import { KeyHint } from './KeyHint.tsx';
import { Columns, Facts, Panel, Row, Stack } from './Layout.tsx';
import { PersonCard } from './PersonCard.tsx';
import { Stat, Stats } from './Stat.tsx';
import { StepList } from './StepList.tsx';
import { Timeline } from './Timeline.tsx';

const start = Math.floor(eventNow() / 60_000) * 60_000;
const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString();
const tones: readonly (readonly [Tone, string])[] = [
  ['neutral', 'Owed 待做'], ['current', 'Next 下一步'], ['done', 'Done 已完成'], ['late', 'Late 将超时'], ['wrong', 'Wrong 异常'], ['quiet', 'Not applicable 不适用'],
];
const days = Array.from({ length: 29 }, (_, place) => `2022-01-${String(place + 1).padStart(2, '0')}`);
const flow = days.flatMap((x, place) => [
  { x, value: 40 + place * 24 + ((place * 37) % 90), series: 'Athletes 运动员' }, { x, value: 60 + place * 18 + ((place * 53) % 80), series: 'Officials 官员' },
  { x, value: 20 + place * 9 + ((place * 29) % 50), series: 'Media 媒体' },
]);

/** A person in front of the officer, with every state of a step. */
export function PersonSamples(): ReactNode {
  return (
    <Columns minimum={440}>
      <Panel>
        <Stack>
          <PersonCard person={{
            surname: 'SPECIMEN', givenNames: 'Ilse Maria', nativeName: 'Ильзе Специмен', nationality: 'UTO', document: 'L898902C3', birthDate: '1974-08-12', sex: 'F',
            seat: '14C', delegation: 'Utopia', flags: [{ text: 'Athlete 运动员' }, { text: '37.6 °C', tone: 'wrong' }, { text: 'Interpreter 需翻译', tone: 'late' }],
          }} status={<Status tone="current">In process 查验中</Status>} />
          <PersonCard compact person={{ surname: '样', givenNames: '本人', nationality: 'CHN', seat: '31A' }} />
        </Stack>
      </Panel>
      <Panel flush>
        <StepList label="Steps 规定动作" onOpen={() => undefined} steps={[
          { key: '1', name: { en: 'Declaration check', zh: '健康申明卡核验' }, state: 'done', recordedAt: at(-22), officer: { en: 'Li Shili', zh: '李示例' } },
          { key: '2', name: { en: 'Temperature', zh: '体温监测' }, state: 'followed', recordedAt: at(-18), officer: { en: 'Wang Yanli', zh: '王演例' }, finding: '37.6 °C' },
          { key: '3', name: { en: 'Temperature retest', zh: '体温复测' }, state: 'failed', recordedAt: at(-6), finding: '37.5 °C', rule: { id: 'CHK-02a', version: 3 } },
          { key: '4', name: { en: 'Medical investigation', zh: '医学排查' }, state: 'next', dueAt: at(18), startedAt: at(-6), station: { en: 'Room 2', zh: '2 号室' }, rule: { id: 'CHK-05', version: 3 } },
          { key: '5', name: { en: 'Sampling', zh: '采样检测' }, state: 'owed', dueAt: at(-3), startedAt: at(-40), station: { en: 'Booth 7', zh: '7 号采样亭' } },
          { key: '6', name: { en: 'Village check-in', zh: '村内值机' }, state: 'notApplicable', rule: { id: 'ARR', version: 1 }, ruleText: { en: 'Arrivals only', zh: '仅适用于入境' } },
        ]} />
      </Panel>
    </Columns>
  );
}

/** Marks, clocks, bars, data quality, icons. */
export function MarkSamples(): ReactNode {
  return (
    <Columns minimum={440}>
      <Panel title="Status, Badge, Clock, DataQuality, KeyHint">
        <Stack>
          <Row>{tones.map(([tone, text]) => <Status key={tone} tone={tone}>{text}</Status>)}</Row>
          <Row>{tones.map(([tone, text]) => <Badge key={tone} tone={tone}>{text}</Badge>)}</Row>
          <Row>
            <Clock label="Result 结果" dueAt={at(342)} /><Clock label="Result 结果" dueAt={at(31)} startedAt={at(-330)} />
            <Clock label="Result 结果" dueAt={at(-7)} /><Clock label="Result 结果" dueAt={at(30)} metAt={at(-2)} />
          </Row>
          <Row>
            <DataQuality level="confirmed" source="live manifest 实时名单" /><DataQuality level="partial" source="history 历史" />
            <DataQuality level="estimated" source="port average 口岸均值" />
          </Row>
          <Row><KeyHint keys="F2" /><KeyHint keys="Enter" /><KeyHint keys="Ctrl+K" /></Row>
          <Row>{iconNames.map((name) => <span key={name} title={name}><Icon name={name} size={18} /></span>)}</Row>
        </Stack>
      </Panel>
      <Panel title="Bar">
        <Bar label="Declaration check 健康申明卡核验" done={214} total={214} />
        <Bar label="Temperature 体温监测" done={180} notApplicable={20} total={214} />
        <Bar label="Sampling 采样检测" done={211} failed={2} total={214} />
        <Bar label="At closing 关闭时" done={5957} total={5958} atClosing />
        <Bar label="Hand-over 移交转运" done={0} total={214} />
        <Bar label="Nobody yet 暂无" done={0} total={0} />
      </Panel>
    </Columns>
  );
}

/** Figures, a chart, a timeline. */
export function FigureSamples(): ReactNode {
  const { dateTime } = useWords();
  return (
    <>
      <Stats>
        <Stat label="Flights 航班" value={196} note="as of 2022-01-10" to="/design" />
        <Stat label="Persons 人员" value={5958} to="/design" />
        <Stat label="In process 查验中" value={412} tone="current" />
        <Stat label="Result clock 结果时限" value={7} tone="late" note="under 1 h 不足 1 小时" />
        <Stat label="Overdue 超时" value={2} tone="wrong" to="/design" />
        <Stat label="Temperature 体温" value="36.7" unit="°C" />
      </Stats>
      <Columns minimum={440}>
        <Panel><Chart title="Persons by day 每日人数" data={flow} xTitle="Day 日期" valueTitle="Persons 人数" /></Panel>
        <Panel title="Timeline, Facts">
          <Columns minimum={240}>
            <Timeline label="Flight 航班" entries={[
              { key: '1', at: at(-95), title: 'Listed 已收名单', detail: 'PAXLST, 214' }, { key: '2', at: at(-40), title: 'Landed 已落地' },
              { key: '3', at: at(-22), title: 'Head-counts differ 人数不符', detail: '214 / 213', tone: 'wrong' },
              { key: '4', at: at(35), title: 'Hand-over 移交', planned: true },
            ]} />
            <Facts facts={[['Flight 航班', 'CA926'], ['From 始发', 'NRT → PEK'], ['Landed 落地', dateTime(at(-40))], ['Stand 机位', '307']]} />
          </Columns>
        </Panel>
      </Columns>
    </>
  );
}
