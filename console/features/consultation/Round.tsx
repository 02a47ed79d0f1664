import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Consultation } from '../../../contract/consultations.ts';
import { At } from '../../ui/At.tsx';
import { clauseAddress } from '../../ui/clauseAddress.ts';
import { Due } from '../../ui/Due.tsx';
import { Evidence } from '../../ui/Evidence.tsx';
import { Fact } from '../../ui/Fact.tsx';
import { useLocal } from '../../ui/local.ts';
import { Mark, type Tone } from '../../ui/Mark.tsx';

type Props = {
  readonly round: Consultation;
  readonly onGive: (clause: string) => void;
};

const stages = ['collecting', 'negotiating', 'concluded'] as const;

/** Where the round stands: its stage, its dates, how many were asked and have spoken, what came of the talks. */
export function Round({ round, onGive }: Props) {
  const { t } = useTranslation();
  return (
    <section className="card consultation-round" aria-labelledby="consultation-round">
      <h2 id="consultation-round">{t('consultation.round', { round: round.round })}</h2>
      <Stages round={round} />
      <dl>
        <Fact name={t('consultation.opened')}>
          <At at={round.openedAt} />
        </Fact>
        <End round={round} />
        <Fact name={t('consultation.invited')}>{t('consultation.people', { people: round.invited })}</Fact>
        <Fact name={t('consultation.said')}>
          {t('consultation.counts', { opinions: round.opinions, voices: round.voices, unanswered: round.unanswered })}
        </Fact>
        {round.agreement && (
          <Fact name={t('consultation.outcome')}>
            {t(`consultation.agreement.${round.agreement === 'agreed' ? 'agreed' : 'recorded'}`)}
            {round.disagreement && <p className="quiet">{round.disagreement}</p>}
          </Fact>
        )}
        {round.minutesFile && (
          <Fact name={t('consultation.minutes')}>
            <Evidence file={round.minutesFile} />
          </Fact>
        )}
      </dl>
      <Clauses round={round} onGive={onGive} />
    </section>
  );
}

/** When it ends, has ended, or was concluded. */
function End({ round }: Pick<Props, 'round'>) {
  const { t } = useTranslation();
  if (round.concludedAt)
    return (
      <Fact name={t('consultation.stage.concluded')}>
        <At at={round.concludedAt} />
      </Fact>
    );
  return (
    <Fact name={t('consultation.closes')}>
      {round.status === 'collecting' ? (
        <Due dueAt={round.closesAt} provisional={false} />
      ) : (
        round.closesAt && <At at={round.closesAt} />
      )}
    </Fact>
  );
}

function Stages({ round }: { readonly round: Consultation }) {
  const { t } = useTranslation();
  const here = stages.indexOf(round.status);
  const tone = (at: number): Tone => {
    if (at < here || round.status === 'concluded') return 'good';
    return at === here ? 'going' : 'idle';
  };
  return (
    <ol className="consultation-stages">
      {stages.map((stage, at) => (
        <li key={stage} {...(at === here ? { 'aria-current': 'step' as const } : {})}>
          <Mark tone={tone(at)}>{t(`consultation.stage.${stage}`)}</Mark>
        </li>
      ))}
    </ol>
  );
}

/** What is put before the staff, worded as the draft has it now. */
function Clauses({ round, onGive }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <>
      <h3>{t('consultation.clauses')}</h3>
      <ul className="consultation-clauses">
        {round.clauses.map(({ id, number, text }) => (
          <li key={id}>
            <Link to={clauseAddress(id, round.version)}>{number}</Link>
            <span>{local(text) || t('consultation.isRemoved')}</span>
            {round.mayGiveOpinion && (
              <button type="button" className="button" onClick={() => onGive(id)}>
                {t('consultation.sayOnThis')}
                <span className="spoken-only">{number}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
