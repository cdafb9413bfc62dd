import { en } from './en.ts';
import type { FormWords } from './shape.ts';

export const fi = en as FormWords;
