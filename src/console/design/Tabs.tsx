import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';
import { Badge, type Tone } from './Badge.tsx';
import './overlays.css';

/** One tab. */
export type TabEntry = {
  readonly key: string;
  readonly title: string;
  readonly count?: number | undefined;
  readonly countTone?: Tone;
  readonly content: ReactNode;
};

/** Shows one of several contents; arrow keys change. */
export function Tabs({ label, tabs, selected, onSelect }: {
  readonly label: string;
  readonly tabs: readonly TabEntry[];
  /** Given with `onSelect`, for instance to keep the tab in the address; else it keeps itself. */
  readonly selected?: string | undefined;
  readonly onSelect?: (key: string) => void;
}): ReactNode {
  // An address may name a tab that is not there, or not for this officer: the first one is shown, never an empty page.
  const shown = selected === undefined || tabs.some((tab) => tab.key === selected) ? selected : tabs[0]?.key;
  return (
    <AriaTabs className="tg-tabs" {...(shown === undefined ? {} : { selectedKey: shown })} onSelectionChange={(key) => onSelect?.(String(key))}>
      <TabList className="tg-tablist" aria-label={label}>
        {tabs.map((tab) => (
          <Tab key={tab.key} id={tab.key} className="tg-tab">
            {tab.title}{tab.count !== undefined && <Badge tone={tab.countTone ?? 'neutral'}>{tab.count}</Badge>}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => <TabPanel key={tab.key} id={tab.key} className="tg-tabpanel">{tab.content}</TabPanel>)}
    </AriaTabs>
  );
}
