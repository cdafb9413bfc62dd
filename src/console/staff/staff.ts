import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import type { Static } from 'typebox';
import type { auditEntryShape, deliveryShape, keyShape, officerShape, readEntryShape, sessionShape, webhookShape } from '../../modules/staff/shapes.ts';
import { readView, type View } from '../client.ts';
import type { Problem } from '../design/Form.tsx';
import type { Option } from '../design/Select.tsx';
import type { Refusal } from '../http.ts';
import { useSession } from '../session.ts';
import { useWords } from '../words.tsx';

/** Is an officer as the administration shows it. */
export type OfficerEntry = Static<typeof officerShape>;
/** Is an organisation's key as shown. */
export type KeyEntry = Static<typeof keyShape>;
/** Is an address that is told news. */
export type WebhookEntry = Static<typeof webhookShape>;
/** Is one message on its way to an address. */
export type DeliveryEntry = Static<typeof deliveryShape>;
/** Is one entry of the audit. */
export type AuditEntry = Static<typeof auditEntryShape>;
/** Is one reading of health data. */
export type ReadEntry = Static<typeof readEntryShape>;
/** Is one of the officer's own sessions. */
export type SessionEntry = Static<typeof sessionShape>;

/** Is a point of entry. */
export type PointEntry = { readonly pointId: string; readonly code: string; readonly kind: string; readonly nameEn: string; readonly nameZh: string };
/** Is a station of a point of entry. */
export type StationEntry = { readonly stationId: string; readonly pointId: string; readonly pointCode: string; readonly kind: string; readonly lane: string; readonly closed: boolean; readonly nameEn: string; readonly nameZh: string };
/** Is what `ports.list` gives. */
export type Ports = { readonly points: readonly PointEntry[]; readonly stations: readonly StationEntry[] };

/** Tells why the officer may not do what these roles may. Shape: undefined where the officer may. */
export function useReasonAgainst(): (roles: readonly string[]) => string | undefined {
  const { t, roleNames } = useWords();
  const mine = useSession()?.officer.roles ?? [];
  return (roles) => (roles.some((role) => mine.includes(role)) ? undefined : t('staff.onlyRoles', { roles: roleNames(roles) }));
}

/** Leads a refusal of the server to the field it is about. Shape: fields carry the prefix and the name of the input. */
export function problemOf(refusal: Refusal | undefined, prefix: string, say: (refusal: Refusal) => string): readonly Problem[] {
  if (refusal === undefined) return [];
  const field = refusal.where?.split('/')[1];
  return [{ field: field === undefined || field === '' ? undefined : `${prefix}${field}`, message: say(refusal) }];
}

/** Offers the stations, and none, to choose from. */
export function stationOptions(stations: readonly StationEntry[], language: 'en' | 'zh', none: string): readonly Option[] {
  return [{ value: 'none', label: none }, ...stations.filter((station) => !station.closed).map((station) => ({ value: station.stationId, label: `${station.pointCode} · ${language === 'zh' ? station.nameZh : station.nameEn}` }))];
}

type Paged = { readonly next: string | null };

/** Reads a view that goes on page by page; what is read again is read again from the first page, so that nothing is missed between two. */
export function usePages<Data extends Paged>(name: string, input: Readonly<Record<string, unknown>> | undefined) {
  return useInfiniteQuery<View<Data>, Error, InfiniteData<View<Data>>, readonly unknown[], string | null>({
    queryKey: ['view', name, input, 'pages'],
    queryFn: ({ pageParam }) => readView<Data>(name, { ...input, ...(pageParam === null ? {} : { after: pageParam }) }),
    initialPageParam: null,
    getNextPageParam: (last) => last.data.next,
    enabled: input !== undefined,
  });
}
