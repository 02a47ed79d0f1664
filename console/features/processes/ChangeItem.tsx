import { useTranslation } from 'react-i18next';
import type { LocalText } from '../../../contract/shared.ts';
import { useLocal } from '../../ui/local.ts';
import { Mark, type Tone } from '../../ui/Mark.tsx';
import type { Change, Difference, Element } from './compare.ts';

const tone = { added: 'good', removed: 'bad', changed: 'going' } as const satisfies Record<Change['kind'], Tone>;

type Names = Readonly<Record<string, LocalText>>;

type Props = { readonly change: Change; readonly names: Names; readonly duties: Names };

/** What became of one element. */
export function ChangeItem({ change, names, duties }: Props) {
  const { t } = useTranslation();
  const { element } = change;
  return (
    <li>
      <p className="process-change">
        <Mark tone={tone[change.kind]}>{t(`processes.change.${change.kind}`)}</Mark>
        <span className="quiet">
          <ElementKind kind={element.kind} />
        </span>
        <strong>
          <ElementName element={element} names={names} />
        </strong>
      </p>
      {change.kind === 'changed' && (
        <ul className="plain-list">
          {change.differences.map((it) => (
            <li key={it.setting}>
              <Changed difference={it} names={it.setting === 'assignment/duty' ? duties : names} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** What has no name of its own is called by what it joins, or by its id. */
function ElementName({ element: { id, settings }, names }: { readonly element: Element; readonly names: Names }) {
  const local = useLocal();
  const nameOf = (node: string) => (names[node] ? local(names[node]) : node);
  const source = settings.get('sourceRef');
  const target = settings.get('targetRef');
  if (names[id] || source === undefined || target === undefined) return nameOf(id);
  return `${nameOf(source)} → ${nameOf(target)}`;
}

const kinds = [
  'startEvent',
  'endEvent',
  'intermediateCatchEvent',
  'boundaryEvent',
  'userTask',
  'serviceTask',
  'businessRuleTask',
  'scriptTask',
  'sendTask',
  'receiveTask',
  'callActivity',
  'subProcess',
  'exclusiveGateway',
  'parallelGateway',
  'eventBasedGateway',
  'sequenceFlow',
] as const;

function ElementKind({ kind }: { readonly kind: string }) {
  const { t } = useTranslation();
  const known = kinds.find((it) => it === kind);
  return known ? t(`processes.kind.${known}`) : kind;
}

const settings = {
  name: 'name',
  sourceRef: 'source',
  targetRef: 'target',
  conditionExpression: 'condition',
  'assignment/duty': 'duty',
  'assignment/person': 'person',
  'due/duration': 'due',
  'due/calendar': 'calendar',
  'clause/ref': 'clauses',
  'approval/notBy': 'notBy',
  'permission/ref': 'permission',
  'credential/ref': 'credential',
  'form/ref': 'form',
  'decision/ref': 'decision',
  'script/expression': 'script',
} as const;

const isKnown = (setting: string): setting is keyof typeof settings => setting in settings;

function Changed({ difference, names }: { readonly difference: Difference; readonly names: Names }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { setting, before, after } = difference;
  const say = (value: string | null) => {
    if (value === null) return t('processes.absent');
    return names[value] ? local(names[value]) : value;
  };
  return (
    <>
      {isKnown(setting) ? t(`processes.setting.${settings[setting]}`) : <code>{setting}</code>}
      {t('common.colon')}
      <del>{say(before)}</del> → <ins>{say(after)}</ins>
    </>
  );
}
