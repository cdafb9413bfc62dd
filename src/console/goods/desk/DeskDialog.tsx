import type { ReactNode } from 'react';
import { findStep } from '../../../modules/prescribed/catalogue.ts';
import { AcceptDialog } from './AcceptDialog.tsx';
import { AttachDialog, ReplaceDialog } from '../files/AttachDialog.tsx';
import { DecideDialog } from '../border/DecideDialog.tsx';
import { ExtendSeizureDialog } from '../border/ExtendSeizureDialog.tsx';
import { EndDialog, ProveDialog, SignDialog } from '../border/DecisionDialogs.tsx';
import { CountSignDialog } from '../custody/CountSignDialog.tsx';
import { ChangeDialog } from '../changes/ChangeDialog.tsx';
import { AssessDialog } from './AssessDialog.tsx';
import { CloseDialog } from './CloseDialog.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { CoverDialog } from './CoverDialog.tsx';
import { DeclareDialog } from './DeclareDialog.tsx';
import { isCorrectable, useDesk } from './desk.ts';
import { DisposeDialog } from './DisposeDialog.tsx';
import { ExtendDialog } from './ExtendDialog.tsx';
import { LiftHoldDialog, PlaceHoldDialog } from './HoldDialogs.tsx';
import { LaneDialog } from './LaneDialog.tsx';
import { PermitsDialog } from './PermitsDialog.tsx';
import { RecordDialog } from './RecordDialog.tsx';
import { ReleaseDialog } from './ReleaseDialog.tsx';
import { ScanDialog } from './ScanDialog.tsx';

/** Opens what does a step or another act, by its name in the address. */
export function DeskDialog({ what, onClose }: { readonly what: string; readonly onClose: () => void }): ReactNode {
  const { whole } = useDesk();
  switch (what) {
    case 'GDS-CERT': case 'GDS-CONF': return <ConfirmDialog step={what} onClose={onClose} />;
    case 'GDS-PERM': return <PermitsDialog onClose={onClose} />;
    case 'GDS-GUAR': return <CoverDialog onClose={onClose} />;
    case 'declare': return <DeclareDialog onClose={onClose} />;
    case 'GDS-DECL': return <AcceptDialog onClose={onClose} />;
    case 'GDS-RISK': return <LaneDialog onClose={onClose} />;
    case 'GDS-TAX': return <AssessDialog onClose={onClose} />;
    case 'GDS-SERL': case 'GDS-EXIT': return <ScanDialog key={what} exit={what === 'GDS-EXIT'} onClose={onClose} />;
    case 'GDS-RELS': return <ReleaseDialog onClose={onClose} />;
    case 'dispose': return <DisposeDialog onClose={onClose} />;
    case 'extend': return <ExtendDialog onClose={onClose} />;
    case 'GDS-CLS': case 'GDS-DISC': return <CloseDialog onClose={onClose} />;
    case 'attach': return <AttachDialog onClose={onClose} />;
    case 'change': return <ChangeDialog onClose={onClose} />;
    case 'hold': return <PlaceHoldDialog onClose={onClose} />;
    case 'GDS-CNT2': return <CountSignDialog onClose={onClose} />;
    case 'decide': return <DecideDialog onClose={onClose} />;
    default: {
      if (what.startsWith('replace:')) return <ReplaceDialog sha256={what.slice('replace:'.length)} onClose={onClose} />;
      const decision = whole.decisions.find((one) => what.endsWith(`:${one.decisionId}`));
      if (decision !== undefined && decision.endedAt === null) {
        if (what.startsWith('sign:')) return <SignDialog decision={decision} onClose={onClose} />;
        if (what.startsWith('prove:')) return <ProveDialog decision={decision} onClose={onClose} />;
        if (what.startsWith('longer:')) return <ExtendSeizureDialog decision={decision} onClose={onClose} />;
        if (what.startsWith('follow:')) return <DecideDialog key={what} follows={decision} onClose={onClose} />;
        return <EndDialog decision={decision} onClose={onClose} />;
      }
      const hold = whole.holds.find((one) => what === `lift:${one.holdId}` && one.liftedAt === null);
      if (hold !== undefined) return <LiftHoldDialog hold={hold} onClose={onClose} />;
      const wrong = whole.case.records.find((one) => what === `correct:${one.recordId}` && isCorrectable(one));
      if (wrong !== undefined) return <RecordDialog key={what} step={wrong.step} corrects={wrong} onClose={onClose} />;
      const step = findStep(what);
      return step?.caseKind === 'consignment' && step.onlyBy === undefined ? <RecordDialog key={what} step={what} onClose={onClose} /> : null;
    }
  }
}
