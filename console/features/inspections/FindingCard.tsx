import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { At } from '../../ui/At.tsx';
import { camel } from '../../ui/camel.ts';
import { clauseAddress } from '../../ui/clauseAddress.ts';
import { Fact } from '../../ui/Fact.tsx';
import { FoldedSteps } from '../../ui/InstanceSteps.tsx';
import { useLocal } from '../../ui/local.ts';
import { Mark } from '../../ui/Mark.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { taskAddress } from '../../ui/taskAddress.ts';
import { type Finding, findingTone, inspectionAddress, resultTone } from './words.ts';

type Props = {
  readonly finding: Finding;
  /** Not among the others of its inspection: then it says which one it comes from. */
  readonly isAlone?: boolean;
};

/** One finding: what is wrong, who mends it, and how far that has come. */
export function FindingCard({ finding, isAlone = false }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  const { severity, state, timesReopened } = finding;
  return (
    <article className="card stack">
      <div className="record-head">
        <h3 className="record-name">
          {isAlone ? (
            <Link to={inspectionAddress(finding.inspection)}>{local(finding.step.name)}</Link>
          ) : (
            t('inspections.item', { number: finding.number })
          )}
        </h3>
        <Tag tone={resultTone[severity]}>{t(`inspections.results.${severity}`)}</Tag>
        <Mark tone={findingTone[state]}>{t(`inspections.findingStates.${camel(state)}`)}</Mark>
        {timesReopened > 0 && <span className="quiet">{t('inspections.reopened', { count: timesReopened })}</span>}
      </div>
      <p className="as-written">{finding.description}</p>
      <dl className="fact-grid">
        <Fact name={t('inspections.clause')}>
          <Link to={clauseAddress(finding.clause)}>{finding.clause.replace('#', ' § ')}</Link>
        </Fact>
        <Fact name={t('inspections.owner')}>{finding.owner && local(finding.owner.name)}</Fact>
        <Fact name={t('inspections.foundAt')}>
          <At at={finding.foundAt} />
        </Fact>
        <Fact name={t('inspections.subject')}>
          <Link to={taskAddress(finding.taskId)}>{t('inspections.toStep')}</Link>
        </Fact>
        <Fact name={t('inspections.case')}>
          {finding.case && <Link to={`/cases/${encodeURIComponent(finding.case)}`}>{finding.case}</Link>}
        </Fact>
      </dl>
      <Mending finding={finding} />
      {state !== 'closed' && <FoldedSteps instance={finding.instanceId} />}
    </article>
  );
}

/** Correction, cause, what keeps it from happening again, and whether that worked. */
function Mending({ finding: { correction, cause, correctiveAction, effect, closedAt } }: Props) {
  const { t } = useTranslation();
  if (correction === null && cause === null) return null;
  return (
    <dl className="fact-grid mending">
      <Fact name={t('inspections.correction')}>{correction}</Fact>
      <Fact name={t('inspections.cause')}>{cause}</Fact>
      <Fact name={t('inspections.correctiveAction')}>{correctiveAction}</Fact>
      <Fact name={t('inspections.effect')}>{effect}</Fact>
      <Fact name={t('inspections.closedAt')}>{closedAt && <At at={closedAt} />}</Fact>
    </dl>
  );
}
