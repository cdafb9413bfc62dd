import type { Db } from '../../../kernel/db.ts';

/** Runs work inside a transaction so that its failure undoes only itself; the error is thrown on. */
export async function inSavepoint<T>(tx: Db, work: () => Promise<T>): Promise<T> {
  await tx.query('SAVEPOINT one_of_many');
  try {
    const result = await work();
    await tx.query('RELEASE SAVEPOINT one_of_many');
    return result;
  } catch (error) {
    await tx.query('ROLLBACK TO SAVEPOINT one_of_many');
    throw error;
  }
}
