import { Type } from 'typebox';
import { strict } from '../shapes.ts';
import { rowProblems } from '../rules/reading-rows.ts';

/** Is a file of reference data as it is sent. */
export const referenceFile = Type.Object({ fileName: Type.String({ maxLength: 200 }), content: Type.String({ maxLength: 14_000_000 }) }, strict);

/** Is one cell that keeps its row out. */
export const rowProblem = Type.Object({ where: Type.String(), row: Type.Integer(), column: Type.String(), code: Type.Enum([...rowProblems]), params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])), reason: Type.String() });
