import { useState, type ReactNode } from 'react';
import { Unreachable } from '../http.ts';
import { Status } from './Badge.tsx';
import { Bar } from './Bar.tsx';
import { Button } from './Button.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { Dialog, Drawer } from './Dialog.tsx';
import { Columns, Panel, Row } from './Layout.tsx';
import { EmptyState, ErrorState, Skeleton } from './States.tsx';
import { Table, type Column } from './Table.tsx';
import { Tabs } from './Tabs.tsx';
import { useNotify } from './Toast.tsx';

type Line = { readonly id: string; readonly code: string; readonly from: string; readonly persons: number; readonly done: number };

const lines: readonly Line[] = Array.from({ length: 1200 }, (_, place) => ({
  id: `f${place}`, code: `XX${100 + ((place * 37) % 900)}`, from: ['NRT', 'FRA', 'HEL', 'ICN', 'CDG'][place % 5] ?? '', persons: 20 + ((place * 53) % 260),
  done: Math.floor((20 + ((place * 53) % 260)) * Math.min(1, 0.6 + (place % 6) / 10)),
}));
const columns: readonly Column<Line>[] = [
  { key: 'code', title: 'Flight 航班', cell: (line) => <strong>{line.code}</strong>, sortValue: (line) => line.code, width: '120px' },
  { key: 'from', title: 'From 始发', cell: (line) => line.from, sortValue: (line) => line.from, width: '100px' },
  { key: 'state', title: 'State 状态', cell: (line) => (line.done === line.persons ? <Status tone="done">Closed 已关闭</Status> : <Status tone="current">In process 查验中</Status>), width: '180px' },
  { key: 'done', title: 'Done 完成', cell: (line) => <Bar label={line.code} hideLabel done={line.done} total={line.persons} />, sortValue: (line) => line.done / line.persons },
  { key: 'persons', title: 'Persons 人数', cell: (line) => line.persons, sortValue: (line) => line.persons, align: 'end', width: '110px' },
];

/** Tables: short, long, loading, empty, failed. */
export function TableSamples(): ReactNode {
  const [open, setOpen] = useState<string | undefined>('f1');
  const shared = { columns, rowKey: (line: Line) => line.id };
  return (
    <>
      <Panel title="Table" flush>
        <Table {...shared} label="Flights of the day" rows={lines.slice(0, 6)} selectedKey={open} onOpen={(line) => setOpen(line.id)}
          tone={(line) => (line.id === 'f3' ? 'wrong' : line.id === 'f4' ? 'late' : undefined)} sort={{ key: 'code' }} />
      </Panel>
      <Panel title="Table, 1,200 rows" flush>
        <Table {...shared} label="All flights" rows={lines} maximumHeight={260} onOpen={(line) => setOpen(line.id)} />
      </Panel>
      <Columns minimum={360}>
        <Panel title="Loading" flush><Table {...shared} label="Loading" rows={undefined} /></Panel>
        <Panel title="Empty" flush><Table {...shared} label="Empty" rows={[]} emptyTitle="No flights today 今日无航班" /></Panel>
        <Panel title="Failed" flush><Table {...shared} label="Failed" rows={undefined} error={new Unreachable('network')} onRetry={() => undefined} /></Panel>
      </Columns>
    </>
  );
}

/** Tabs, dialog, drawer, palette, notices, and the states of a page. */
export function OverlaySamples(): ReactNode {
  const notify = useNotify();
  const [shown, setShown] = useState<'dialog' | 'drawer' | 'palette' | undefined>(undefined);
  const close = (): void => setShown(undefined);
  return (
    <Columns minimum={440}>
      <Panel title="Tabs, Dialog, Drawer, CommandPalette, Toast">
        <Tabs label="Flight" tabs={[
          { key: 'people', title: 'People 人员', count: 214, content: 'People 人员' }, { key: 'counts', title: 'Head-counts 人数核对', count: 2, countTone: 'wrong', content: 'Head-counts' },
          { key: 'plan', title: 'Plan 方案', content: 'Plan 方案' },
        ]} />
        <Row>
          <Button onPress={() => setShown('dialog')}>Dialog</Button><Button onPress={() => setShown('drawer')}>Drawer</Button>
          <Button keyHint="Ctrl+K" onPress={() => setShown('palette')}>CommandPalette</Button>
          <Button onPress={() => notify('Recorded 已记录')}>Toast</Button><Button onPress={() => notify('Not recorded 未记录', 'wrong')}>Toast: wrong</Button>
        </Row>
        <Dialog title="Close the flight? 关闭航班？" open={shown === 'dialog'} onClose={close}
          actions={<><Button onPress={close}>Cancel 取消</Button><Button kind="primary" keyHint="Enter" onPress={close}>Close 关闭</Button></>}>
          214 persons, 214 done. 214 人全部完成。
        </Dialog>
        <Drawer title="Specimen 样本" open={shown === 'drawer'} onClose={close}>Details beside the page 详情</Drawer>
        <CommandPalette open={shown === 'palette'} onClose={close} commands={['Duty board 值班总览', 'Temperature 体温', 'Sampling 采样', 'Statistics 统计']
          .map((title) => ({ key: title, group: 'Pages 页面', title, icon: 'board' as const, run: close }))} />
      </Panel>
      <Panel title="EmptyState, ErrorState, Skeleton">
        <EmptyState title="Nobody is waiting 无人等候" detail="Scan a passport to begin 请扫描护照" icon="scan" action={<Button>Load a list 导入名单</Button>} />
        <ErrorState error={new Unreachable('network')} onRetry={() => undefined} />
        <Skeleton lines={3} />
      </Panel>
    </Columns>
  );
}
