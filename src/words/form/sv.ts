import { en } from './en.ts';
import type { FormWords } from './shape.ts';

export const sv = en as FormWords;
