import { Type } from 'typebox';
import { staffRowProblems } from '../rules/staff-rows.ts';

/** Is one cell that keeps its row out of a staff list. */
export const staffRowProblem = Type.Object({ row: Type.Integer(), column: Type.String(), code: Type.Enum([...staffRowProblems]), params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])) });
