import type { ComponentType } from 'react';
import { peopleRoles, roles } from '../kernel/officer.ts';
import { goodsOfficers } from '../modules/goods/shapes.ts';
import { alarmReaders, deviceReaders } from '../modules/devices/rules/roles.ts';
import { staffReaders, stockKeepers } from '../modules/roster/rules/roles.ts';
import { forecastReaders } from '../modules/forecast/rules/roles.ts';
import { receiverRoles } from '../modules/travellers/rules/boarding.ts';
import { summaryRoles } from '../modules/statistics/rules.ts';
import type { WordKey } from '../words/words.ts';
import { trustRoles } from './certificates/certificates.ts';
import type { IconName } from './design/Icon.tsx';
import { foodReaders } from './food/shapes.ts';
import { figureRoles, ledgerRoles, listRoles, registerRoles } from './goods/registers.ts';
import { kitRoles } from './goods/press/press.ts';
import { historyRoles, importRoles, matchRoles, sampleRoles } from './lists/shapes.ts';

/** The groups of the rail, in their order. */
export const pageGroups = ['groupWatch', 'groupStations', 'groupDevices', 'groupStaff', 'groupGoods', 'groupFood', 'groupLedger', 'groupPlan', 'groupAdmin'] as const;

/** One page of the console. */
export type Page = {
  /** As the router takes it: `/flights/:flightId`. */
  readonly path: string;
  readonly words: WordKey;
  readonly icon: IconName;
  /** Who may open it; the server decides again on every view and action. */
  readonly roles: 'everyone' | readonly string[];
  /** Where it stands in the rail; without it the page is reached from others. */
  readonly group?: (typeof pageGroups)[number];
  /** Whose start it is, whatever stands before it. */
  readonly startFor?: readonly string[];
  /** Opens without being signed in and without the frame. */
  readonly bare?: boolean;
  /** Fills the screen without the frame, since others than officers look at it; opened as any other page. */
  readonly screen?: boolean;
  /** Can be shown as of a past instant, `asOf` in its address: everything on it is read by views. */
  readonly past?: boolean;
  readonly load: () => Promise<ComponentType>;
};

/** Tells whether the page of an address can be shown as of a past instant; some pages read one by themselves. */
export function canShowPast(to: string): boolean {
  const parts = to.split('?')[0]!.split('/');
  const page = pages.find(({ path }) => { const own = path.split('/'); return own.length === parts.length && own.every((part, place) => part.startsWith(':') || part === parts[place]); });
  return page?.past === true || page?.path === '/statistics' || page?.path === '/flights/:flightId';
}

/** Lists the roles that see flights and plans, and those that work at the port, as the views of flights do. */
const flightRoles = peopleRoles.filter((role) => role !== 'press' && role !== 'dataOfficer');
const deskRoles = flightRoles.filter((role) => role !== 'airline' && role !== 'committee');
/** Lists the roles that see goods: all of them, or their own party's. */
const goodsReaders = [...goodsOfficers, 'trader'];
const foodPageRoles = [...foodReaders, 'trader'];
/** Lists the roles that work at the port and so can be rostered. */
const rosteredRoles = roles.filter((role) => role !== 'press' && role !== 'airline' && role !== 'trader');

/** Every page; one new page is one new entry. The first one that an officer's roles allow is the officer's start. */
export const pages: readonly Page[] = [
  { path: '/board', past: true, words: 'flights.board', icon: 'board', roles: flightRoles, group: 'groupWatch', load: async () => (await import('./flights/BoardPage.tsx')).BoardPage },
  { path: '/duty', words: 'duty.title', icon: 'home', roles: ['dutyOfficer', 'rosterPlanner', 'administrator', 'auditor'], group: 'groupWatch', load: async () => (await import('./duty/DutyPage.tsx')).DutyPage },
  { path: '/flights', past: true, words: 'flights.list', icon: 'flight', roles: flightRoles, group: 'groupWatch', load: async () => (await import('./flights/FlightsPage.tsx')).FlightsPage },
  { path: '/flights/:flightId', words: 'flights.desk', icon: 'flight', roles: deskRoles, load: async () => (await import('./flights/desk/FlightDeskPage.tsx')).FlightDeskPage },
  { path: '/statistics', words: 'statistics.title', icon: 'statistics', roles: summaryRoles, group: 'groupWatch', load: async () => (await import('./statistics/StatisticsPage.tsx')).StatisticsPage },
  { path: '/plans', words: 'plans.title', icon: 'plan', roles: flightRoles, group: 'groupPlan', load: async () => (await import('./flights/plans/PlansPage.tsx')).PlansPage },
  { path: '/plans/:planId', words: 'plans.plan', icon: 'plan', roles: flightRoles, load: async () => (await import('./flights/plans/PlanPage.tsx')).PlanPage },
  { path: '/lists', words: 'lists.title', icon: 'upload', group: 'groupPlan', roles: [...new Set([...importRoles, ...historyRoles])], load: async () => (await import('./lists/ListsPage.tsx')).ListsPage },
  { path: '/matches', words: 'matches.title', icon: 'people', group: 'groupPlan', roles: matchRoles, load: async () => (await import('./lists/MatchesPage.tsx')).MatchesPage },
  { path: '/declarations', words: 'declaring.title', icon: 'declaration', group: 'groupPlan', roles: ['centre', 'committee', 'healthOfficer', 'dutyOfficer'], load: async () => (await import('./declarations/DeclarationsPage.tsx')).DeclarationsPage },
  { path: '/boarding', words: 'boarding.title', icon: 'check', group: 'groupPlan', roles: ['airline', 'centre', 'healthOfficer', 'dutyOfficer'], load: async () => (await import('./declarations/BoardingPage.tsx')).BoardingPage },
  { path: '/station', words: 'pages.station', icon: 'scan', group: 'groupStations', load: async () => (await import('./travellers/StationPage.tsx')).StationPage,
    roles: ['healthOfficer', 'dutyOfficer', 'doctor', 'sampler', 'laboratory', 'gate', 'transfer', 'disinfection', 'customsOfficer', 'immigration', 'committee'] },
  { path: '/gate', words: 'lights.title', icon: 'gate', roles: ['gate', 'healthOfficer', 'dutyOfficer'], group: 'groupStations', screen: true, load: async () => (await import('./travellers/gate/GatePage.tsx')).GatePage },
  { path: '/person/:caseId', words: 'pages.person', icon: 'person', load: async () => (await import('./travellers/PersonPage.tsx')).PersonPage,
    roles: ['healthOfficer', 'dutyOfficer', 'doctor', 'sampler', 'laboratory', 'gate', 'transfer', 'disinfection', 'customsOfficer', 'immigration', 'committee', 'centre', 'auditor', 'administrator'] },
  { path: '/receive', words: 'signing.receive', icon: 'handOver', group: 'groupStations', roles: receiverRoles, load: async () => (await import('./signing/ReceivePage.tsx')).ReceivePage },
  { path: '/samples', words: 'samples.title', icon: 'sampling', group: 'groupStations', roles: sampleRoles, load: async () => (await import('./lists/SamplesPage.tsx')).SamplesPage },
  { path: '/devices', past: true, words: 'devices.title', icon: 'settings', group: 'groupDevices', roles: deviceReaders, load: async () => (await import('./devices/WallPage.tsx')).WallPage },
  { path: '/devices/:deviceId', words: 'devices.one', icon: 'settings', roles: deviceReaders, load: async () => (await import('./devices/DevicePage.tsx')).DevicePage },
  { path: '/alarms', past: true, words: 'devices.alarms', icon: 'alarm', group: 'groupDevices', roles: alarmReaders, load: async () => (await import('./devices/AlarmsPage.tsx')).AlarmsPage },
  { path: '/alarms/:alarmId', past: true, words: 'devices.alarm', icon: 'alarm', roles: alarmReaders, load: async () => (await import('./devices/AlarmPage.tsx')).AlarmPage },
  { path: '/missions', words: 'missions.title', icon: 'patrol', group: 'groupDevices', roles: alarmReaders, load: async () => (await import('./devices/MissionsPage.tsx')).MissionsPage },
  { path: '/source-location', words: 'sourceLocation.title', icon: 'search', group: 'groupDevices', roles: ['customsOfficer', 'dutyOfficer', 'administrator'], load: async () => (await import('./devices/SourcePage.tsx')).SourcePage },
  { path: '/forecast', past: true, words: 'forecast.title', icon: 'statistics', group: 'groupStaff', roles: forecastReaders, load: async () => (await import('./forecast/ForecastPage.tsx')).ForecastPage },
  { path: '/rosters', past: true, words: 'rosters.title', icon: 'staff', group: 'groupStaff', roles: ['rosterPlanner', 'dutyOfficer', 'administrator', 'auditor'], startFor: ['rosterPlanner'], load: async () => (await import('./rosters/RostersPage.tsx')).RostersPage },
  { path: '/rosters/:rosterId', past: true, words: 'rosters.one', icon: 'staff', roles: ['rosterPlanner', 'dutyOfficer', 'administrator', 'auditor'], load: async () => (await import('./rosters/RosterPage.tsx')).RosterPage },
  { path: '/staff', past: true, words: 'roster.staff', icon: 'people', roles: staffReaders, group: 'groupStaff', load: async () => (await import('./roster/StaffPage.tsx')).StaffPage },
  { path: '/call-ups', past: true, words: 'roster.callUps', icon: 'alarm', roles: staffReaders, group: 'groupStaff', load: async () => (await import('./roster/CallUpsPage.tsx')).CallUpsPage },
  { path: '/stocks', past: true, words: 'roster.stocks', icon: 'goods', roles: [...new Set([...staffReaders, ...stockKeepers])], group: 'groupStaff', load: async () => (await import('./roster/StocksPage.tsx')).StocksPage },
  { path: '/goods', words: 'goods.title', icon: 'goods', roles: goodsReaders, group: 'groupGoods', load: async () => (await import('./goods/GoodsPage.tsx')).GoodsPage },
  { path: '/rooms', words: 'goodsGuide.rooms', icon: 'board', roles: goodsReaders, group: 'groupGoods', load: async () => (await import('./goods/RoomsPage.tsx')).RoomsPage },
  { path: '/articles', words: 'articles.title', icon: 'person', roles: ['customsOfficer', 'dutyOfficer', 'auditor'], group: 'groupGoods', load: async () => (await import('./goods/articles/ArticlesPage.tsx')).ArticlesPage },
  { path: '/press-kits', words: 'pressKits.title', icon: 'camera', roles: kitRoles, group: 'groupGoods', load: async () => (await import('./goods/press/PressKitsPage.tsx')).PressKitsPage },
  { path: '/goods/:consignmentId', words: 'goods.consignment', icon: 'goods', roles: [...goodsReaders, 'press'], load: async () => (await import('./goods/ConsignmentPage.tsx')).ConsignmentPage },
  { path: '/food', words: 'food.title', icon: 'sampling', roles: foodPageRoles, group: 'groupFood', startFor: ['foodSupervisor'], load: async () => (await import('./food/FoodPage.tsx')).FoodPage },
  { path: '/food/:lotId', words: 'food.lot', icon: 'sampling', roles: foodPageRoles, load: async () => (await import('./food/lot/LotPage.tsx')).LotPage },
  { path: '/goods/:consignmentId/lots', words: 'food.openLots', icon: 'sampling', roles: ['trader', 'foodSupervisor', 'customsOfficer', 'dutyOfficer'], load: async () => (await import('./food/OpenLotsPage.tsx')).OpenLotsPage },
  { path: '/meals', words: 'food.meals', icon: 'check', roles: foodReaders, group: 'groupFood', load: async () => (await import('./food/MealsPage.tsx')).MealsPage },
  { path: '/recalls', words: 'food.recalls', icon: 'alarm', roles: foodReaders, group: 'groupFood', load: async () => (await import('./food/RecallsPage.tsx')).RecallsPage },
  { path: '/recalls/:recallId', words: 'food.recall', icon: 'alarm', roles: foodReaders, load: async () => (await import('./food/RecallPage.tsx')).RecallPage },
  { path: '/producers', words: 'food.producers', icon: 'port', roles: foodReaders, group: 'groupFood', load: async () => (await import('./food/ProducersPage.tsx')).ProducersPage },
  { path: '/holds', past: true, words: 'goods.holds', icon: 'hold', roles: goodsReaders, group: 'groupGoods', load: async () => (await import('./goods/HoldsPage.tsx')).HoldsPage },
  { path: '/border', past: true, words: 'goodsBorder.title', icon: 'lock', roles: goodsReaders, group: 'groupGoods', load: async () => (await import('./goods/border/BorderPage.tsx')).BorderPage },
  { path: '/appointments', past: true, words: 'goodsAppointments.title', icon: 'clock', roles: goodsReaders, group: 'groupGoods', load: async () => (await import('./goods/AppointmentsPage.tsx')).AppointmentsPage },
  { path: '/goods-changes', words: 'goodsCustody.changesPage', icon: 'declaration', roles: goodsReaders, group: 'groupGoods', load: async () => (await import('./goods/changes/ChangesPage.tsx')).ChangesPage },
  { path: '/custody', words: 'goodsCustody.stays', icon: 'port', roles: goodsOfficers, group: 'groupGoods', load: async () => (await import('./goods/custody/StaysPage.tsx')).StaysPage },
  { path: '/overdue', words: 'goodsDeadlines.title', icon: 'clock', roles: goodsReaders, group: 'groupGoods', load: async () => (await import('./goods/ahead/DeadlinesPage.tsx')).DeadlinesPage },
  { path: '/back-plan', words: 'goodsDeadlines.plan', icon: 'plan', roles: goodsReaders, group: 'groupGoods', load: async () => (await import('./goods/ahead/BackPlanPage.tsx')).BackPlanPage },
  { path: '/goods-books', words: 'goodsCustody.books', icon: 'lock', roles: goodsOfficers, group: 'groupLedger', load: async () => (await import('./goods/BooksPage.tsx')).BooksPage },
  { path: '/data-protection', words: 'privacy.title', icon: 'lock', group: 'groupAdmin', roles: ['dataOfficer', 'administrator'], load: async () => (await import('./privacy/PrivacyPage.tsx')).PrivacyPage },
  { path: '/certificates', words: 'certificates.title', icon: 'declaration', group: 'groupStations', roles: trustRoles, load: async () => (await import('./certificates/CertificatesPage.tsx')).CertificatesPage },
  { path: '/goods/new', words: 'goodsRegisters.newList', icon: 'upload', roles: listRoles, group: 'groupGoods', load: async () => (await import('./goods/NewListPage.tsx')).NewListPage },
  { path: '/parties', words: 'goodsRegisters.parties', icon: 'people', roles: registerRoles, group: 'groupLedger', load: async () => (await import('./goods/PartiesPage.tsx')).PartiesPage },
  { path: '/permits', words: 'goodsRegisters.permits', icon: 'declaration', roles: registerRoles, group: 'groupLedger', load: async () => (await import('./goods/PermitsPage.tsx')).PermitsPage },
  { path: '/guarantees', words: 'goodsRegisters.guarantees', icon: 'lock', roles: ledgerRoles, group: 'groupLedger', load: async () => (await import('./goods/GuaranteesPage.tsx')).GuaranteesPage },
  { path: '/carnets', words: 'goodsCarnets.title', icon: 'declaration', roles: goodsReaders, group: 'groupLedger', load: async () => (await import('./goods/carnets/CarnetsPage.tsx')).CarnetsPage },
  { path: '/carnets/:carnetId', words: 'goodsCarnets.one', icon: 'declaration', roles: goodsReaders, load: async () => (await import('./goods/carnets/CarnetPage.tsx')).CarnetPage },
  { path: '/goods-references', words: 'goodsReferences.title', icon: 'plan', roles: goodsOfficers, group: 'groupLedger', load: async () => (await import('./goods/references/ReferencesPage.tsx')).ReferencesPage },
  { path: '/goods-figures', words: 'goodsRegisters.figures', icon: 'statistics', roles: figureRoles, group: 'groupLedger', load: async () => (await import('./goods/GoodsFiguresPage.tsx')).GoodsFiguresPage },
  { path: '/my-shifts', words: 'roster.mine', icon: 'clock', roles: rosteredRoles, group: 'groupStaff', load: async () => (await import('./roster/MyShiftsPage.tsx')).MyShiftsPage },
  { path: '/officers', words: 'staff.officers', icon: 'staff', group: 'groupAdmin', roles: peopleRoles.filter((role) => !['press', 'airline', 'committee', 'centre'].includes(role)), load: async () => (await import('./staff/OfficersPage.tsx')).OfficersPage },
  { path: '/ports', words: 'staff.ports', icon: 'port', group: 'groupAdmin', roles: 'everyone', load: async () => (await import('./staff/PortsPage.tsx')).PortsPage },
  { path: '/clock', words: 'staff.clock', icon: 'clock', group: 'groupAdmin', roles: 'everyone', load: async () => (await import('./staff/ClockPage.tsx')).ClockPage },
  { path: '/keys', words: 'staff.keys', icon: 'key', group: 'groupAdmin', roles: ['administrator', 'auditor'], load: async () => (await import('./staff/KeysPage.tsx')).KeysPage },
  { path: '/webhooks', words: 'staff.webhooks', icon: 'link', group: 'groupAdmin', roles: ['administrator', 'auditor', 'dutyOfficer'], load: async () => (await import('./staff/WebhooksPage.tsx')).WebhooksPage },
  { path: '/audit', words: 'staff.audit', icon: 'search', group: 'groupAdmin', roles: ['auditor', 'administrator', 'dutyOfficer'], load: async () => (await import('./staff/AuditPage.tsx')).AuditPage },
  { path: '/reads', words: 'staff.reads', icon: 'info', group: 'groupAdmin', roles: ['auditor', 'administrator'], load: async () => (await import('./staff/ReadsPage.tsx')).ReadsPage },
  { path: '/permissions', words: 'staff.permissions', icon: 'check', group: 'groupAdmin', roles: 'everyone', load: async () => (await import('./staff/PermissionsPage.tsx')).PermissionsPage },
  { path: '/me', words: 'staff.me', icon: 'person', group: 'groupAdmin', roles: 'everyone', load: async () => (await import('./staff/MePage.tsx')).MePage },
  { path: '/design', words: 'pages.design', icon: 'design', roles: 'everyone', bare: true, load: async () => (await import('./design/DesignPage.tsx')).DesignPage },
];

/** Tells whether one of an officer's roles allows a page. */
export function mayOpen(page: Page, roles: readonly string[]): boolean {
  return page.roles === 'everyone' || page.roles.some((role) => roles.includes(role));
}
