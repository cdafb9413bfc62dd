import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { guideAreas, type GuideArea } from '../../modules/goods/catalogue/guide-areas.ts';
import { useView } from '../client.ts';
import { Badge } from '../design/Badge.tsx';
import { Icon, type IconName } from '../design/Icon.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { ErrorState } from '../design/States.tsx';
import { mayOpen, pages } from '../pages.ts';
import { useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import './goods.css';

type Rooms = { readonly rooms: readonly { readonly area: GuideArea; readonly consignments: number }[]; readonly partiesWaiting: number; readonly filed: boolean };

/** What each room leads to, the first thing first; whoever may not open a page does not find it here. */
const leadsTo: Readonly<Record<GuideArea, { readonly icon: IconName; readonly paths: readonly string[] }>> = {
  registration: { icon: 'people', paths: ['/parties'] },
  guarantee: { icon: 'lock', paths: ['/guarantees', '/carnets', '/goods'] },
  permits: { icon: 'declaration', paths: ['/permits', '/back-plan'] },
  clearance: { icon: 'goods', paths: ['/goods/new', '/goods', '/appointments', '/holds', '/goods-changes'] },
  people: { icon: 'person', paths: ['/articles', '/goods'] },
  press: { icon: 'camera', paths: ['/press-kits', '/goods'] },
  exit: { icon: 'handOver', paths: ['/overdue', '/goods'] },
  followUp: { icon: 'port', paths: ['/custody', '/food', '/goods-books', '/goods-figures'] },
};

/** The eight rooms of the guide: what waits in each, where it is done, and the page of the public guide beside it. */
export function RoomsPage(): ReactNode {
  const { t } = useWords();
  const session = useSession();
  const roles = session?.officer.roles ?? [];
  const view = useView<Rooms>('goods.rooms', {}, { topics: ['goods', 'parties'], everyMilliseconds: 60_000 });
  const rooms = view.data?.data;
  const guide = `/declare/${session?.event.code ?? ''}/goods`;
  return (
    <div className="tg-page">
      <PageHeader title={t('goodsGuide.rooms')} detail={t('goodsGuide.roomsDetail')} actions={<a className="tg-button tg-button-quiet" href={guide} target="_blank" rel="noreferrer"><span className="tg-button-text">{t('goodsGuide.title')}</span></a>} />
      {view.error && rooms === undefined ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : (
        <ol className="gd-rooms">
          {guideAreas.map((area, place) => {
            const { icon, paths } = leadsTo[area];
            const own = rooms?.rooms.find((room) => room.area === area)?.consignments ?? 0;
            const count = own + (area === 'registration' ? rooms?.partiesWaiting ?? 0 : 0);
            const links = paths.flatMap((path) => pages.find((page) => page.path === path && mayOpen(page, roles)) ?? []);
            return (
              <li key={area} className="gd-room" id={`room-${area}`}>
                <h2><span className="gd-room-number">{place + 1}</span><Icon name={icon} size={18} />{t(`goodsGuide.area.${area}`)}</h2>
                <p className="tg-muted">{t(`goodsGuide.lead.${area}`)}</p>
                <p>{area === 'registration' && rooms?.filed === false ? <Badge tone="current">{t('goods.toParties')}</Badge> : count > 0 ? <Link className="gd-room-open" to={own > 0 ? `/goods?room=${area}` : '/parties'} aria-label={`${t('goodsGuide.waiting', { count })}: ${t(`goodsGuide.area.${area}`)}`}><Badge tone="current">{t('goodsGuide.waiting', { count })}</Badge></Link> : <span className="tg-muted">{rooms === undefined ? '…' : t('goodsGuide.nothingWaits')}</span>}</p>
                <p className="gd-room-links">{links.map((page) => <Link key={page.path} to={page.path}>{t(page.words)}</Link>)}<a href={`${guide}/${area}`} target="_blank" rel="noreferrer" aria-label={`${t('goodsGuide.readGuide')}: ${t(`goodsGuide.area.${area}`)}`}>{t('goodsGuide.readGuide')}</a></p>
              </li>
            );
          })}
        </ol>
      )}
    </div>
  );
}
