import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useVerb } from '../../app/verbs.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';

/** Takes a task from the list; the other candidates no longer see it. */
export function ClaimButton({ task, title }: { readonly task: string; readonly title: string }) {
  const { t } = useTranslation();
  const claim = useVerb('claimTask', task);
  return (
    <>
      <Button loading={claim.isPending} aria-label={`${t('verb.claim')} ${title}`} onClick={() => claim.act({})}>
        {t('verb.claim')}
      </Button>
      {claim.error && <ProblemNotice error={claim.error} />}
    </>
  );
}
