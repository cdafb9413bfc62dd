import { useState, type ReactNode } from 'react';
import { readView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { useNotify } from '../design/Toast.tsx';
import { Refused } from '../http.ts';
import { saveFile } from '../lists/saving-files.ts';
import { useWords } from '../words.tsx';

/** Gives the proof of a release as PDF, in the language of whoever asks. */
export function ProofButton({ consignmentId }: { readonly consignmentId: string }): ReactNode {
  const { t, language, refusal } = useWords();
  const notify = useNotify();
  const [pending, setPending] = useState(false);
  const print = async (): Promise<void> => {
    setPending(true);
    try {
      saveFile((await readView<{ fileName: string; mediaType: string; content: string }>('goods.proof', { consignmentId, language })).data);
    } catch (error) {
      notify(error instanceof Refused ? refusal(error.refusal) : t('goodsAppointments.proofFailed'), 'wrong');
    } finally {
      setPending(false);
    }
  };
  return <Button icon="download" pending={pending} onPress={() => void print()}>{t('goodsAppointments.proof')}</Button>;
}
