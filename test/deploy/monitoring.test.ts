import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import '../../api/live/live.ts';
import '../../api/measure.ts';
import { measureFigures } from '../../api/figures.ts';
import { measureProcess, metrics } from '../../platform/metrics.ts';
import { projectRoot } from '../../platform/root.ts';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');

describe('dashboards and alerts', () => {
  measureProcess('test');
  measureFigures(undefined as never, pino({ level: 'silent' }));
  const own = metrics.getMetricsAsArray().map(({ name }) => name);
  const native = join(projectRoot, 'node_modules', '@temporalio', 'core-bridge', 'releases');
  const core = readdirSync(native).map((folder) => readFileSync(join(native, folder, 'index.node')));
  const dashboards = readdirSync(join(projectRoot, 'deploy', 'grafana', 'dashboards')).map(
    (file) => JSON.parse(read(`deploy/grafana/dashboards/${file}`)) as Dashboard,
  );
  const alerts = (parse(read('deploy/prometheus/alerts.yml')) as Alerts).groups.flatMap(({ rules }) => rules);
  const expressions = [
    ...dashboards.flatMap(({ panels }) => panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))),
    ...alerts.map(({ expr }) => expr),
  ];
  const named = new Set(expressions.flatMap((it) => it.match(/\b(?:zhidu|temporal|process|nodejs)_\w+/g) ?? []));

  test('ask for what our processes measure', () => {
    const base = (name: string) => name.replace(/_(bucket|count|sum)$/, '');
    const wrong = [...named].filter((name) => !name.startsWith('temporal_') && !own.includes(base(name)));
    expect(wrong).toEqual([]);
    expect([...named].filter((name) => name.startsWith('zhidu_')).length).toBeGreaterThan(5);
  });

  test('ask for what Temporal’s runtime measures, under the names that our options give it', () => {
    const bare = (name: string) =>
      name
        .replace(/^temporal_/, '')
        .replace(/_(bucket|count|sum)$/, '')
        .replace(/_(milliseconds|total)$/, '');
    const asked = [...named].filter((name) => name.startsWith('temporal_'));
    expect(asked.filter((name) => !core.some((code) => code.includes(bare(name))))).toEqual([]);
    expect(asked.filter((name) => /latency/.test(name) && !/latency_milliseconds_/.test(name))).toEqual([]);
    // Temporal's server shows some of its own workers under the same names.
    expect(expressions.filter((it) => /temporal_\w+(?!\w|\{job="worker"\})/.test(it))).toEqual([]);
    expect(asked.length).toBeGreaterThan(8);
  });

  test('say of each alert what to do', () => {
    const headings = [...read('docs/operations.md').matchAll(/<a id="([\w-]+)">/g)].map(([, id]) => id);
    const runbooks = alerts.map(({ annotations }) => annotations.runbook.replace('docs/operations.md#', ''));
    expect(runbooks.filter((id) => !headings.includes(id))).toEqual([]);
    expect(alerts.map(({ labels }) => labels.severity).filter((it) => it !== 'page' && it !== 'warn')).toEqual([]);
  });
});

type Dashboard = { readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[] };
type Alerts = {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly expr: string;
      readonly labels: { readonly severity: string };
      readonly annotations: { readonly runbook: string };
    }[];
  }[];
};
