import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { canCloseBooks } from '../rules/books.ts';
import { strict } from '../shapes.ts';
import { booksBalance, closeBooks, openBooks } from '../store/books.ts';

const close = defineAction({
  name: 'goods.closeBooks',
  summary: 'Closes the books of the event’s goods for good: every consignment has ended, every quantity is accounted for and no guarantee binds anything.',
  roles: ['dutyOfficer'],
  input: Type.Object({ note: Type.Optional(Type.String({ maxLength: 2000 })) }, strict),
  output: Type.Object({ consignments: Type.Integer(), lines: Type.Integer() }),
  refuses: ['officer-needed', 'books-empty', 'books-closed', 'books-open-consignments', 'books-open-changes', 'books-bound'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    if (actor.officerId === null) throw new Refusal('officer-needed');
    await openBooks(tx, eventId);
    const balance = await booksBalance(tx, eventId);
    demand(canCloseBooks(balance));
    try {
      if (!await closeBooks(tx, eventId, { ...balance, ...(input.note === undefined ? {} : { note: input.note }) }, actor.officerId, now)) throw new Refusal('books-closed');
    } catch (error) {
      // Another was filed between the counting and the closing.
      if (sqlFailure(error)?.constraint === 'consignments_pin_books') throw new Refusal('books-open-consignments', { count: 1 });
      throw error;
    }
    context.announce('goods');
    return { consignments: balance.consignments, lines: balance.lines };
  },
});

/** Lists the actions on the books of an event's goods. */
export const booksActions: readonly ActionDefinition[] = [close];
