/** A drawn process, as far as one must know it to say which way an instance took. */
export type Graph = {
  readonly flows: readonly Flow[];
  /** By id: what kind of element it is, in BPMN's words ("userTask"). */
  readonly kinds: ReadonlyMap<string, string>;
  /** Boundary events by the activity they are attached to. */
  readonly boundary: ReadonlyMap<string, readonly string[]>;
  /** The subprocess an element lies in; absent for those of the process itself. */
  readonly parents: ReadonlyMap<string, string>;
};

export type Flow = { readonly id: string; readonly source: string; readonly target: string };

/** One stay of a token at an element that leaves a trace: in which step of the instance it came, and in which it went. */
export type Visit = {
  readonly node: string;
  readonly openedIn: number;
  /** Null: it is not over. */
  readonly closedIn: number | null;
  /** What was "returned" or "withdrawn" went no further along its flows. */
  readonly outcome: string | null;
};

/** A way on from an element: along a flow, or, without one, into a subprocess or out at a boundary event. */
type Way = { readonly flow?: Flow; readonly to: string };

/** Elements at which a token does not stay, or stays without a trace. */
const traceless = /(Gateway|Event)$|^(task|manualTask|sendTask|subProcess)$/;

/**
 * The sequence flows and traceless elements that an instance has passed: what lies between a step that was done and
 * those that began with it. Where several ways lead from one to the other, the shortest. What is over has come to an end,
 * too: it is known where only one can be reached from what was done last.
 */
export function passed(graph: Graph, visits: readonly Visit[], isOver = false): ReadonlySet<string> {
  const found = new Set<string>();
  const ways = visits.map((visit) => [wayTo(graph, visits, visit), visit.node] as const);
  const last = isOver ? [[wayToEnd(graph, visits), ''] as const] : [];
  for (const [way, node] of [...ways, ...last]) {
    for (const it of way) {
      if (it.flow) found.add(it.flow.id);
      if (it.to !== node) found.add(it.to);
    }
  }
  for (const element of [...found])
    if (graph.kinds.get(element) === 'parallelGateway') throughJoin(graph, element, found);
  return found;
}

/**
 * From what ended when the visit began; else out at a boundary event of what was broken off or went on; else over an
 * event that was waited for, from what had ended last. The first visits come from the start.
 */
function wayTo(graph: Graph, visits: readonly Visit[], visit: Visit): readonly Way[] {
  const { openedIn, node } = visit;
  const others = visits.filter((it) => it !== visit && it.openedIn <= openedIn);
  const ended = others.filter(({ closedIn }) => closedIn === openedIn);
  if (ended.length === 0 && others.every((it) => it.openedIn === openedIn)) return fromStart(graph, node);
  const over = others.filter(({ closedIn }) => closedIn !== null && closedIn < openedIn).sort(lastFirst);
  const wayFrom = (from: Visit) => shortest(graph, from.node, node);
  return (
    first(ended.filter(wentOn), wayFrom) ??
    first(others.filter(wasLeft(openedIn)), wayFrom, (way) => way[0]?.flow === undefined) ??
    first(over, wayFrom, (way) => way.some(({ to }) => graph.kinds.get(to) === 'intermediateCatchEvent')) ??
    []
  );
}

function wayToEnd(graph: Graph, visits: readonly Visit[]): readonly Way[] {
  const step = Math.max(...visits.map(({ closedIn }) => closedIn ?? 0));
  const last = visits.filter((it) => it.closedIn === step && wentOn(it));
  const ends = [...graph.kinds].flatMap(([id, kind]) => (kind === 'endEvent' && !graph.parents.has(id) ? [id] : []));
  const ways = ends.flatMap((end) => last.flatMap(({ node }) => [shortest(graph, node, end) ?? []]));
  const found = ways.filter((way) => way.length > 0);
  return found.length === 1 ? (found[0] ?? []) : [];
}

const wentOn = ({ outcome }: Visit) => outcome !== 'returned' && outcome !== 'withdrawn';

const wasLeft =
  (step: number) =>
  ({ closedIn, outcome }: Visit) =>
    closedIn === null || closedIn > step || (closedIn === step && outcome === 'withdrawn');

function first(
  from: readonly Visit[],
  wayFrom: (visit: Visit) => readonly Way[] | undefined,
  fits: (way: readonly Way[]) => boolean = () => true,
): readonly Way[] | undefined {
  for (const visit of from) {
    const way = wayFrom(visit);
    if (way && fits(way)) return way;
  }
  return undefined;
}

const lastFirst = (a: Visit, b: Visit) => (b.closedIn ?? 0) - (a.closedIn ?? 0);

function fromStart(graph: Graph, node: string): readonly Way[] {
  for (const [id, kind] of graph.kinds) {
    if (kind !== 'startEvent' || graph.parents.has(id)) continue;
    const way = shortest(graph, id, node);
    if (way) return [{ to: id }, ...way];
  }
  return [];
}

/** The shortest way between two elements that touches nothing that would have left a trace. */
function shortest(graph: Graph, from: string, to: string): readonly Way[] | undefined {
  const cameBy = new Map<string, readonly Way[]>();
  const reached = [from];
  for (const element of reached) {
    for (const way of waysOn(graph, element, element === from)) {
      const whole = [...(cameBy.get(element) ?? []), way];
      if (way.to === to) return whole;
      if (cameBy.has(way.to) || !traceless.test(graph.kinds.get(way.to) ?? '')) continue;
      cameBy.set(way.to, whole);
      reached.push(way.to);
    }
  }
  return undefined;
}

function waysOn({ flows, kinds, boundary, parents }: Graph, element: string, isFirst: boolean): readonly Way[] {
  const kind = kinds.get(element);
  const along = (source: string) =>
    flows.filter((it) => it.source === source).map((flow) => ({ flow, to: flow.target }));
  const parent = parents.get(element);
  if (kind === 'endEvent' && parent !== undefined) return along(parent);
  if (kind === 'subProcess') {
    return [...parents].flatMap(([id, within]) =>
      within === element && kinds.get(id) === 'startEvent' ? [{ to: id }] : [],
    );
  }
  return [...along(element), ...(isFirst ? (boundary.get(element) ?? []).map((to) => ({ to })) : [])];
}

/** A join lets nobody on before all of its flows were passed; from each of them back as far as there is one way only. */
function throughJoin({ flows, kinds }: Graph, join: string, found: Set<string>): void {
  for (const flow of flows.filter((it) => it.target === join)) {
    let at: Flow | undefined = flow;
    while (at && !found.has(at.id)) {
      found.add(at.id);
      const { source }: Flow = at;
      if (!traceless.test(kinds.get(source) ?? '')) break;
      found.add(source);
      const before: readonly Flow[] = flows.filter((it) => it.target === source);
      at = before.length === 1 ? before[0] : undefined;
    }
  }
}
