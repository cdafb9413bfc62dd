import { useMemo, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { clockText } from '../design/Clock.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Facts, Panel, Stack } from '../design/Layout.tsx';
import { EmptyState, ErrorState, ErrorText, Skeleton } from '../design/States.tsx';
import { useEventNow } from '../session.ts';
import { useWords, type Words } from '../words.tsx';
import { devicePath, rawPath, type Picture, type PictureWithBytes } from './shapes.ts';
import './Camera.css';

const topics = ['devices', 'device:*'];
/** Is how old a picture may be that is to show what is going on. Unit: milliseconds. */
const freshMilliseconds = 60_000;

/** Shows what the cameras see: the newest picture of each device, live, with its age; one that is old says so. */
export function CameraPanel(): ReactNode {
  const { t } = useWords();
  const view = useView<{ readonly cameras: number; readonly pictures: readonly Picture[] }>('devices.pictures', {}, { topics, everyMilliseconds: 30_000 });
  const found = view.data?.data;
  return (
    <Panel title={t('camera.title')}>
      {found === undefined ? (view.error === null ? <Skeleton lines={3} /> : <ErrorState error={view.error} onRetry={() => void view.refetch()} />)
        : found.pictures.length === 0 ? <EmptyState title={t('camera.none')} detail={t(found.cameras === 0 ? 'camera.noCamera' : 'camera.how')} />
          : <ul className="cam-list">{found.pictures.map((one) => <li key={one.deviceId}><CameraPicture told={one} live /></li>)}</ul>}
    </Panel>
  );
}

/** Shows what cameras at its port saw around the time of an alarm; nothing where none did. */
export function AlarmPictures({ alarmId }: { readonly alarmId: string }): ReactNode {
  const { t } = useWords();
  const view = useView<{ readonly pictures: readonly Picture[] }>('devices.pictures', { alarmId }, { topics });
  const pictures = view.data?.data.pictures ?? [];
  return pictures.length === 0 ? null : <Panel title={t('camera.around')}><ul className="cam-list">{pictures.map((one) => <li key={one.deviceId}><CameraPicture told={one} live={false} /></li>)}</ul></Panel>;
}

// Until a new picture has come the one before it stays, with its own time.
function useBytes(told: Picture): { readonly picture: PictureWithBytes | undefined; readonly error: unknown } {
  const view = useView<PictureWithBytes>('devices.picture', told.isKept ? { deviceId: told.deviceId, messageId: told.messageId } : undefined);
  const [last, setLast] = useState<PictureWithBytes>();
  const come = view.data?.data;
  if (come !== undefined && come.messageId !== last?.messageId) setLast(come);
  return { picture: told.isKept ? come ?? last : undefined, error: view.error };
}

function ageOf(words: Words, takenAt: string, now: number): { readonly text: string; readonly isLate: boolean } {
  const age = Math.max(0, now - Date.parse(takenAt));
  return { text: age < freshMilliseconds ? words.t('camera.ago', { seconds: words.number(Math.floor(age / 1000)) }) : words.t('camera.old', { time: clockText(age) }), isLate: age >= freshMilliseconds };
}

function CameraPicture({ told, live }: { readonly told: Picture; readonly live: boolean }): ReactNode {
  const words = useWords();
  const { t, say, timeWithSeconds } = words;
  const now = useEventNow();
  const { picture, error } = useBytes(told);
  const [large, setLarge] = useState(false);
  const name = say(told.name);
  const shown = picture ?? told;
  const age = ageOf(words, shown.takenAt, now);
  const alt = t('camera.alt', { name, time: timeWithSeconds(shown.takenAt) });
  // Written once a picture, not once a second with the age.
  const source = useMemo(() => (picture === undefined ? undefined : `data:${picture.mediaType};base64,${picture.content}`), [picture]);
  const image = picture === undefined ? undefined : <img src={source} width={picture.widthPixels} height={picture.heightPixels} alt={alt} />;
  return (
    <figure className="cam" data-camera={told.deviceId} data-message={shown.messageId}>
      {image === undefined ? <div className="cam-none">{!told.isKept ? t('camera.gone') : error === null || error === undefined ? t('design.loading') : <ErrorText error={error} />}</div>
        : <button type="button" className="cam-open" title={t('camera.open', { name })} onClick={() => setLarge(true)}>{image}</button>}
      <figcaption>
        <Link className="dv-name" to={devicePath(told.deviceId)}>{name}</Link>
        {live ? <Status tone={age.isLate ? 'late' : 'done'}>{age.text}</Status> : <span className="tg-muted">{words.date(shown.takenAt)} {timeWithSeconds(shown.takenAt)}</span>}
      </figcaption>
      {large && picture !== undefined && (
        <Dialog wide title={t('camera.of', { name })} open onClose={() => setLarge(false)} actions={<><a className="tg-button" download href={rawPath(told.deviceId, picture.messageId)}><span className="tg-button-text">{t('devices.download')}</span></a><Button kind="primary" onPress={() => setLarge(false)}>{t('design.close')}</Button></>}>
          <Stack>
            <div className="cam-large" role="region" aria-label={t('camera.of', { name })} tabIndex={0}>{image}</div>
            <Facts facts={[
              [t('camera.taken'), `${words.date(picture.takenAt)} ${timeWithSeconds(picture.takenAt)}`], [t('camera.received'), `${words.date(picture.receivedAt)} ${timeWithSeconds(picture.receivedAt)}`],
              ...(picture.xMetres === null || picture.yMetres === null ? [] : [[t('camera.place'), t('sourceLocation.placeAt', { x: words.number(picture.xMetres, 2), y: words.number(picture.yMetres, 2) })] as const]),
              [t('camera.size'), `${words.number(picture.widthPixels)} × ${words.number(picture.heightPixels)}`], [t('devices.rawHash'), <span key="hash" className="tg-code dv-hash">{picture.sha256}</span>],
            ]} />
            <p className="tg-muted">{t('camera.people')}</p>
          </Stack>
        </Dialog>
      )}
    </figure>
  );
}
