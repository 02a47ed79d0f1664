import { Skeleton } from 'antd';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Progress } from '../../../contract/history.ts';
import type { OutlineEntry } from '../../../contract/processes.ts';
import type { LocalText } from '../../../contract/shared.ts';
import { useLanguage } from '../local.ts';
import type { Count, Marks, Sight } from './drawing.ts';
import { graphOf } from './graph.ts';
import { labelled } from './labelled.ts';
import { Outline } from './Outline.tsx';
import { passed, type Visit } from './passed.ts';
import './process.css';

const Diagram = lazy(async () => ({ default: (await import('./Diagram.tsx')).Diagram }));

type Props = {
  readonly xml: string;
  readonly outline: readonly OutlineEntry[];
  readonly labels: Readonly<Record<string, LocalText>>;
  readonly progress?: Progress;
  /** The step the reader stands at. */
  readonly here?: string;
  /** What an instance has done, for the way that it took. */
  readonly visits?: readonly Visit[];
  /** It has come to its end. */
  readonly isOver?: boolean;
  /** How many instances stand where. */
  readonly counts?: Readonly<Record<string, Count>>;
  /** What else the list of steps says of one. */
  readonly note?: (entry: OutlineEntry) => ReactNode;
};

/** A process as a picture, and the same in words for those who cannot use the picture. */
export function ProcessView(props: Props) {
  const { xml, outline, labels, progress = nowhere, here, counts = nowhereCounted, note } = props;
  const { visits = nothing, isOver = false } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const drawn = useMemo(() => {
    const spoken = Object.entries(labels).map(([id, text]) => [id, text[language]]);
    return labelled(xml, Object.fromEntries(spoken));
  }, [xml, labels, language]);
  const [asked, setAsked] = useState<{ readonly node: string }>();
  const graph = useMemo(() => graphOf(xml), [xml]);
  const walked = useMemo(() => withStart(progress, outline), [progress, outline]);
  const way = useMemo(() => passed(graph, visits, isOver), [graph, visits, isOver]);
  const marks = useMemo(
    () => ({ progress: walked, flows: [...way], counts, ...(here === undefined ? {} : { here }) }),
    [walked, way, counts, here],
  );
  const told = { ...walked, visited: [...walked.visited, ...way] };
  return (
    <div className="process">
      <Suspense fallback={<Skeleton.Node active className="diagram" />}>
        <Diagram xml={drawn} marks={marks} sight={sightOf(marks, outline)} asked={asked} />
      </Suspense>
      <h2>{t('process.outline')}</h2>
      <Outline
        entries={outline}
        progress={told}
        onAsk={(node) => setAsked({ node })}
        {...(here === undefined ? {} : { here })}
        {...(note === undefined ? {} : { note })}
      />
    </div>
  );
}

/** What a reader wants to see first: trouble, then the step that is open, then what was done last; else the beginning. */
function sightOf({ progress, here, counts }: Marks, outline: readonly OutlineEntry[]): Sight {
  const kinds = new Map(outline.map(({ node, kind }) => [node, kind]));
  const steps = progress.active.filter((node) => kinds.get(node) !== 'subProcess');
  const [busiest] = Object.keys(counts).toSorted((a, b) => (counts[b]?.tokens ?? 0) - (counts[a]?.tokens ?? 0));
  return {
    focus: here ?? progress.incidents[0] ?? steps[0] ?? progress.active[0],
    anchor: busiest ?? progress.visited.findLast((node) => kinds.get(node) !== 'startEvent') ?? outline[0]?.node,
  };
}

/** A process that has come somewhere has left its start, which no step records. */
function withStart(progress: Progress, outline: readonly OutlineEntry[]): Progress {
  const starts = outline.filter(({ kind, depth }) => kind === 'startEvent' && depth === 0).map(({ node }) => node);
  const isUnderWay = progress.visited.length > 0 && starts.length === 1;
  return isUnderWay ? { ...progress, visited: [...progress.visited, ...starts] } : progress;
}

const nowhere: Progress = { active: [], visited: [], incidents: [] };
const nothing: readonly Visit[] = [];
const nowhereCounted: Readonly<Record<string, Count>> = {};
