import { expect, test } from 'vitest';
import { noteIn } from '../../words/note-in.ts';
import { eventTemplates } from './templates.ts';

test('the note of each event template is read in one language, and what an officer wrote is read whole', () => {
  const notes = eventTemplates.map((template) => template.notes ?? '');
  expect(notes.length).toBeGreaterThan(3);
  for (const note of notes) {
    expect(noteIn('en', note)).not.toMatch(/\p{Script=Han}/u);
    expect(noteIn('zh', note)).not.toMatch(/[A-Za-z]{2}/u);
    expect(`${noteIn('en', note)} ${noteIn('zh', note)}`).toBe(note);
  }
  for (const own of ['Crew last.', '机组最后。', 'Crew last', 'Gate 张 is open. Call VIP 王.']) for (const language of ['en', 'zh'] as const) expect(noteIn(language, own)).toBe(own);
});
