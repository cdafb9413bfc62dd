import type { ReactNode } from 'react';
import { coverAccounts } from '../../modules/goods/rules/ledger/accounts.ts';
import { useGoodsWords, type Instrument } from './registers.ts';

/** Is how the limit of a guarantee, or of several together, is used. Unit: fen. */
export type Balances = Pick<Instrument, 'limitFen' | 'availableFen' | 'reservedFen' | 'committedFen' | 'claimedFen' | 'calledFen'>;

/** Says how much of a balance stands in an account. Unit: fen. */
export function balanceOf(balances: Balances, account: (typeof coverAccounts)[number]): number {
  return { available: balances.availableFen, reserved: balances.reservedFen, committed: balances.committedFen, claimed: balances.claimedFen, called: balances.calledFen }[account];
}

/** The accounts from what binds most to what is free, as the bar stacks them. */
const stacked = coverAccounts.toReversed();

/** Shows how a limit is parted among what is called, claimed, committed, reserved and available; with `legend` each with its amount. */
export function GuaranteeBar({ label, balances, legend = false }: { readonly label: string; readonly balances: Balances; readonly legend?: boolean }): ReactNode {
  const { t, yuan } = useGoodsWords();
  const amounts = stacked.map((account) => ({ account, fen: balanceOf(balances, account) }));
  const text = amounts.filter(({ fen }) => fen > 0).map(({ account, fen }) => `${t(`goodsRegisters.account.${account}`)} ${yuan(fen)}`).join(', ');
  return (
    <div className="gr-guarantee">
      <div className="gr-stack" role="img" aria-label={`${label}: ${text}`} title={legend ? undefined : text}>
        {amounts.map(({ account, fen }) => <i key={account} className={`gr-${account}`} style={{ width: `${balances.limitFen > 0 ? (fen / balances.limitFen) * 100 : 0}%` }} />)}
      </div>
      {legend && (
        <dl className="gr-legend">
          {[...amounts].toReversed().map(({ account, fen }) => (
            <div key={account}><dt><i className={`gr-${account}`} aria-hidden="true" />{t(`goodsRegisters.account.${account}`)}</dt><dd>{yuan(fen)}</dd></div>
          ))}
          <div className="gr-sum"><dt>{t('goodsRegisters.account.limit')}</dt><dd>{yuan(balances.limitFen)}</dd></div>
        </dl>
      )}
    </div>
  );
}
