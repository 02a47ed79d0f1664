import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Fact as FactShown, Gate, GateSignOff, Missing } from '../../../contract/rollouts.ts';
import type { PersonRef } from '../../../contract/shared.ts';
import { At } from '../../ui/At.tsx';
import { useLanguage, useLocal } from '../../ui/local.ts';
import { Mark } from '../../ui/Mark.tsx';
import { taskAddress } from '../../ui/taskAddress.ts';
import { VerdictMark } from './marks.tsx';

type Props = {
  readonly facts: readonly FactShown[];
  readonly gate: Gate | null;
  readonly signers: readonly PersonRef[];
  readonly missing: readonly Missing[];
};

/** Facts stand in their table, and a launch in its button. */
const seenElsewhere: ReadonlySet<Missing['kind']> = new Set(['fact', 'launch']);

/** A gate: what it measures, what it still lacks, who has signed, and what became of it. */
export function GateView({ facts, gate, signers, missing }: Props) {
  const { t } = useTranslation();
  const told = missing.filter(({ kind }) => !seenElsewhere.has(kind));
  return (
    <div className="stack">
      <GateHead gate={gate} />
      {facts.length > 0 && <Facts facts={facts} isDecided={Boolean(gate?.verdict)} />}
      {told.length > 0 && <MissingBox title={t('rollouts.missing')} missing={told} />}
      <SignOffs signOffs={gate?.signOffs ?? signers.map(toBeSigned)} isOpen={gate !== null} />
    </div>
  );
}

function GateHead({ gate }: Pick<Props, 'gate'>) {
  const { t } = useTranslation();
  return (
    <>
      <h3 className="gate-head">
        {t('rollouts.gate')} {gate?.verdict && <VerdictMark verdict={gate.verdict} />}
        {gate?.decidedAt && (
          <span className="quiet">
            <At at={gate.decidedAt} />
          </span>
        )}
      </h3>
      {gate?.myTask && (
        <p>
          <Link className="button primary" to={taskAddress(gate.myTask)}>
            {t('rollouts.signNow')}
          </Link>
        </p>
      )}
    </>
  );
}

const toBeSigned = (person: PersonRef): GateSignOff => ({
  person,
  onBehalfOf: null,
  verdict: null,
  at: null,
  comment: null,
});

type MissingProps = { readonly title: string; readonly missing: readonly Missing[] };

/** What a gate still lacks, in words. */
export function MissingBox({ title, missing }: MissingProps) {
  const local = useLocal();
  return (
    <div className="gate-missing">
      <h4>{title}</h4>
      <ul className="plain-list">
        {missing.map((it) => (
          <li key={`${it.kind} ${it.id}`}>{local(it.text)}</li>
        ))}
      </ul>
    </div>
  );
}

type FactsProps = { readonly facts: readonly FactShown[]; readonly isDecided: boolean };

function Facts({ facts, isDecided }: FactsProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const show = useFigure();
  const lacking = isDecided ? 'bad' : 'soon';
  return (
    <table className="ledger compact gate-table" aria-label={t('rollouts.facts')}>
      <thead>
        <tr>
          <th scope="col">{t('rollouts.fact')}</th>
          <th scope="col">{t('rollouts.target')}</th>
          <th scope="col">{t('rollouts.measured')}</th>
          <th scope="col">{t('rollouts.reached')}</th>
        </tr>
      </thead>
      <tbody>
        {facts.map((it) => (
          <tr key={it.id}>
            <th scope="row">{local(it.name)}</th>
            <td data-label={t('rollouts.target')}>{show(it.target, it.unit)}</td>
            <td data-label={t('rollouts.measured')}>{show(it.measured, it.unit)}</td>
            <td>
              <Mark tone={it.ok ? 'good' : lacking}>
                {it.ok ? t('rollouts.isReached') : t('rollouts.isNotReached')}
              </Mark>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function useFigure(): (value: number, unit: FactShown['unit']) => string {
  const language = useLanguage();
  const written = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return (value, unit) => (unit === 'percent' ? `${written.format(value)}%` : written.format(value));
}

type SignOffsProps = { readonly signOffs: readonly GateSignOff[]; readonly isOpen: boolean };

function SignOffs({ signOffs, isOpen }: SignOffsProps) {
  const { t } = useTranslation();
  return (
    <table className="ledger compact gate-table" aria-label={t('rollouts.signOffs')}>
      <thead>
        <tr>
          <th scope="col">{t('rollouts.signer')}</th>
          <th scope="col">{t('rollouts.verdict')}</th>
          <th scope="col">{t('rollouts.at')}</th>
          <th scope="col">{t('rollouts.comment')}</th>
        </tr>
      </thead>
      <tbody>
        {signOffs.map((it) => (
          <SignOffRow key={it.person.id} signOff={it} isOpen={isOpen} />
        ))}
      </tbody>
    </table>
  );
}

function SignOffRow({ signOff, isOpen }: { readonly signOff: GateSignOff; readonly isOpen: boolean }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { person, onBehalfOf, verdict, at, comment } = signOff;
  const pending = isOpen ? t('rollouts.toSign') : t('rollouts.notAsked');
  return (
    <tr>
      <th scope="row">
        {local(person.name)}
        {onBehalfOf && <p className="quiet">{t('history.onBehalfOf', { name: local(onBehalfOf.name) })}</p>}
      </th>
      <td>
        {verdict === null ? (
          <Mark tone={isOpen ? 'soon' : 'idle'}>{pending}</Mark>
        ) : (
          <Mark tone={verdict === 'approved' ? 'good' : 'bad'}>{t(`outcome.${verdict}`)}</Mark>
        )}
      </td>
      <td>{at && <At at={at} />}</td>
      <td>{comment}</td>
    </tr>
  );
}
