import { cropOf, formValues } from './fields.ts';
import type { Reading } from './decode.ts';
import type { Picture } from './picture.ts';

// Five frames a second leave the phone time for the picture on the screen.
const pause = 200;
// A photo is read at no more than this, and in four turns: a phone does not always say how it was held.
const photoSide = 1600;

type Surface = CanvasRenderingContext2D;

/** Makes an element of the page with a class, by which a style sheet may reach it. */
function make<Name extends keyof HTMLElementTagNameMap>(name: Name, part: string, text = ''): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.className = `mrz-camera-${part}`;
  element.textContent = text;
  return element;
}

function surfaceOf(canvas: HTMLCanvasElement, width: number, height: number): Surface {
  canvas.width = width;
  canvas.height = height;
  const surface = canvas.getContext('2d', { willReadFrequently: true });
  if (surface === null) throw new Error('The browser gives no canvas.');
  return surface;
}

/** Sets one field as a person would; a list only to what it has. */
function setField(control: Element, value: string): boolean {
  if (control instanceof HTMLInputElement && control.type === 'radio') {
    if (control.value !== value) return false;
    control.checked = true;
  } else if (control instanceof HTMLSelectElement) {
    const option = [...control.options].find((one) => one.value === value || (/^\d+$/u.test(value) && one.value !== '' && Number(one.value) === Number(value)));
    if (option === undefined) return false;
    control.value = option.value;
  } else if (control instanceof HTMLInputElement) {
    control.value = value;
  } else return false;
  control.dispatchEvent(new Event('input', { bubbles: true }));
  control.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
}

/**
 * The camera of one form: a button, the picture while it is open, and a line that says what happened.
 * Shape: the words are the place's own: data-open, data-hint, data-close, data-denied, and if wanted data-done (before what was read) and
 * data-unread (a photo shows no zone); data-test-documents lets specimens pass. No picture leaves the page.
 */
class Camera {
  readonly #place: HTMLElement;
  readonly #open: HTMLButtonElement;
  readonly #file: HTMLLabelElement;
  readonly #status = make('p', 'status');
  #view: HTMLElement | undefined;
  #stream: MediaStream | undefined;
  // Counts openings, so that what was begun for one that is closed again ends.
  #turn = 0;

  constructor(place: HTMLElement) {
    this.#place = place;
    this.#open = make('button', 'open', this.#word('open'));
    this.#open.type = 'button';
    this.#open.addEventListener('click', () => void this.#begin());
    this.#file = this.#makeFile();
    this.#status.setAttribute('role', 'status');
    this.#status.setAttribute('aria-live', 'polite');
    const canFilm = typeof navigator.mediaDevices?.getUserMedia === 'function';
    this.#open.hidden = !canFilm;
    this.#file.hidden = canFilm;
    place.append(this.#open, this.#file, this.#status);
    // Nobody films on in a page that is out of sight.
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.#close(); });
    window.addEventListener('pagehide', () => this.#close());
  }

  #word(name: string): string {
    return this.#place.dataset[name] ?? '';
  }

  /** The reader is fetched when somebody asks for it, from where this script came from. */
  async #reader(): Promise<(picture: Picture) => Reading | undefined> {
    const { Votes } = await import('./votes.ts');
    const votes = new Votes({ testDocuments: this.#place.dataset['testDocuments'] !== undefined });
    return (picture) => votes.look(picture);
  }

  #makeFile(): HTMLLabelElement {
    const label = make('label', 'file', this.#word('open'));
    const input = make('input', 'photo');
    input.type = 'file';
    input.accept = 'image/*';
    input.setAttribute('capture', 'environment');
    input.addEventListener('change', () => {
      const [photo] = input.files ?? [];
      if (photo !== undefined) this.#readPhoto(photo).catch(() => { this.#status.textContent = this.#word('denied'); });
      input.value = '';
    });
    label.append(' ', input);
    return label;
  }

  async #readPhoto(photo: Blob): Promise<void> {
    const reader = await this.#reader();
    const image = await createImageBitmap(photo).catch(() => undefined);
    const canvas = document.createElement('canvas');
    for (const quarter of image === undefined ? [] : [0, 1, 3, 2]) {
      const scale = Math.min(1, photoSide / Math.max(image!.width, image!.height));
      const [width, height] = [Math.round(image!.width * scale), Math.round(image!.height * scale)];
      const surface = quarter % 2 === 0 ? surfaceOf(canvas, width, height) : surfaceOf(canvas, height, width);
      surface.translate(canvas.width / 2, canvas.height / 2);
      surface.rotate((quarter * Math.PI) / 2);
      surface.drawImage(image!, -width / 2, -height / 2, width, height);
      const reading = reader(surface.getImageData(0, 0, canvas.width, canvas.height));
      if (reading !== undefined) {
        this.#fill(reading);
        return;
      }
    }
    this.#status.textContent = this.#word('unread') || this.#word('hint');
  }

  async #begin(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#open.hidden = true;
    this.#status.textContent = this.#word('hint');
    try {
      const reader = await this.#reader();
      const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } } });
      if (turn !== this.#turn) {
        for (const track of stream.getTracks()) track.stop();
        return;
      }
      this.#stream = stream;
      const video = this.#show();
      video.srcObject = stream;
      await video.play();
      this.#watch(video, reader, turn);
    } catch {
      // Refused, in use or absent: the person is told the same, and may take a photo instead.
      if (turn !== this.#turn) return;
      this.#close();
      this.#status.textContent = this.#word('denied');
      this.#file.hidden = false;
    }
  }

  #show(): HTMLVideoElement {
    const view = make('div', 'view');
    const video = make('video', 'video');
    const aim = make('div', 'aim');
    const close = make('button', 'close', this.#word('close'));
    video.muted = true;
    video.playsInline = true;
    Object.assign(video.style, { display: 'block', width: '100%', objectFit: 'cover' });
    video.addEventListener('loadedmetadata', () => {
      const { width, height } = cropOf(video.videoWidth, video.videoHeight);
      video.style.aspectRatio = `${width} / ${height}`;
    });
    Object.assign(aim.style, { position: 'absolute', inset: '62% 4% 8% 4%', border: '3px solid #fff', borderRadius: '6px', boxShadow: '0 0 0 2px #000', pointerEvents: 'none' });
    aim.setAttribute('aria-hidden', 'true');
    close.type = 'button';
    close.addEventListener('click', () => {
      this.#close();
      this.#status.textContent = '';
      this.#open.focus();
    });
    const frame = make('div', 'frame');
    frame.style.position = 'relative';
    frame.append(video, aim);
    view.append(frame, close);
    this.#place.insertBefore(view, this.#status);
    this.#view = view;
    close.focus();
    return video;
  }

  #watch(video: HTMLVideoElement, reader: (picture: Picture) => Reading | undefined, turn: number): void {
    const canvas = document.createElement('canvas');
    const look = (): void => {
      if (turn !== this.#turn) return;
      const began = performance.now();
      if (video.videoWidth > 0) {
        const { left, top, width, height, readWidth, readHeight } = cropOf(video.videoWidth, video.videoHeight);
        const surface = surfaceOf(canvas, readWidth, readHeight);
        surface.drawImage(video, left, top, width, height, 0, 0, readWidth, readHeight);
        const reading = reader(surface.getImageData(0, 0, readWidth, readHeight));
        if (reading !== undefined) {
          this.#fill(reading);
          return;
        }
      }
      setTimeout(look, Math.max(40, pause - (performance.now() - began)));
    };
    look();
  }

  #fill({ fields }: Reading): void {
    this.#close();
    const within: ParentNode = this.#place.closest('form') ?? document;
    let first: HTMLElement | undefined;
    for (const [name, value] of formValues(fields)) {
      for (const control of within.querySelectorAll<HTMLElement>(`[name="${name}"]`)) if (setField(control, value)) first ??= control;
    }
    this.#status.textContent = [this.#word('done'), `${fields.surname} ${fields.givenNames}`.trim(), fields.documentNumber].filter((part) => part !== '').join(' · ');
    first?.focus();
  }

  #close(): void {
    this.#turn += 1;
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = undefined;
    this.#view?.remove();
    this.#view = undefined;
    if (this.#file.hidden) this.#open.hidden = false;
  }
}

for (const place of document.querySelectorAll<HTMLElement>('[data-mrz-camera]')) new Camera(place);
