import { useState, type ReactNode } from 'react';
import { LanguageSwitch, ThemeSwitch } from '../shell/TopBar.tsx';
import { useWords } from '../words.tsx';
import { Button } from './Button.tsx';
import { Checkbox } from './Checkbox.tsx';
import { FieldSamples, FormSamples, ScanSamples } from './FieldSamples.tsx';
import { PageHeader } from './PageHeader.tsx';
import { Panel, Row } from './Layout.tsx';
import { FigureSamples, MarkSamples, PersonSamples } from './ShowSamples.tsx';
import { OverlaySamples, TableSamples } from './TableSamples.tsx';

/** Shows every piece of the design system in all its states, for our own eyes and for the accessibility test. */
export function DesignPage(): ReactNode {
  const { t } = useWords();
  const [large, setLarge] = useState(false);
  return (
    <main className={large ? 'tg-page tg-station' : 'tg-page'} style={{ margin: '0 auto' }}>
      <PageHeader title={t('pages.design')} detail="src/console/design"
        crumbs={[{ title: t('pages.home'), to: '/' }, { title: t('pages.design') }]}
        actions={<><Checkbox label="tg-station" value={large} onChange={setLarge} /><LanguageSwitch /><ThemeSwitch /></>} />
      <ScanSamples />
      <PersonSamples />
      <Panel title="Button">
        <Row>
          <Button kind="primary" keyHint="Enter">Record / 记录</Button>
          <Button icon="print" keyHint="F9">Print / 打印</Button>
          <Button kind="danger" icon="cross">Refuse / 拒绝</Button>
          <Button kind="bare" icon="search">Bare</Button>
          <Button icon="download" label="Download" />
          <Button kind="primary" pending>Pending</Button>
          <Button kind="primary" disabledReason="3 persons still owe temperature / 尚有 3 人未测温">Close the flight / 关闭航班</Button>
          <Button pressed>Pressed</Button>
          <Button kind="primary" large keyHint="F2">Large</Button>
        </Row>
      </Panel>
      <MarkSamples />
      <FigureSamples />
      <FieldSamples />
      <FormSamples />
      <TableSamples />
      <OverlaySamples />
    </main>
  );
}
