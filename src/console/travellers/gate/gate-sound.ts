import type { Light } from './gate-light.ts';

/** What each light sounds like: higher the further one may go, and the more often the more is to be done. Unit: hertz. */
const tones: Readonly<Record<Light, readonly number[]>> = { green: [880], purple: [660, 660], blue: [520, 520, 520], red: [220, 220, 220, 220] };
/** Unit: seconds. */
const toneSeconds = 0.12;

let audio: AudioContext | undefined;

/** Sounds a light, made by the browser itself. Shape: nothing where it gives no sound. */
export function soundLight(light: Light): void {
  if (typeof AudioContext === 'undefined') return;
  audio ??= new AudioContext();
  const { currentTime, destination } = audio;
  for (const [place, frequency] of tones[light].entries()) {
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    const at = currentTime + place * toneSeconds * 1.6;
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0.25, at);
    volume.gain.linearRampToValueAtTime(0, at + toneSeconds);
    tone.connect(volume).connect(destination);
    tone.start(at);
    tone.stop(at + toneSeconds);
  }
}
