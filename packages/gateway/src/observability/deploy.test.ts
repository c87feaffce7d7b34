// deploy/ and docs/operations.md speak of figures that /metrics really tells, and of alerts that are really there.
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webhookPath } from '../events/webhook-registration.ts';
import { type Harness, startHarness } from '../test/harness.ts';

const root = new URL('../../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const files = readdirSync(new URL('deploy/', root), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => `${entry.parentPath.slice(new URL('deploy/', root).pathname.length)}/${entry.name}`.replace(/^\//, ''));

/** What comes from Prometheus itself, and with every scrape. */
const OF_PROMETHEUS = new Set(['instance', 'job', 'le']);

let harness: Harness;
/** Names of what is told, without the endings of histograms, and the labels they were seen with. */
let told: Map<string, Set<string>>;
beforeAll(async () => {
  harness = await startHarness({
    deps: { processMetrics: true },
    environment: {
      WEBHOOK_PUBLIC_URL: 'http://gateway',
      CLOUDSTACK_API_KEY: 'demo-api-key-admin',
      CLOUDSTACK_SECRET_KEY: 'demo-secret-key-admin',
    },
  });
  await harness.query('{ zones { totalCount } }', {}, { as: 'bob' });
  const get = (path: string, init?: RequestInit) => harness.gateway.fetch(new Request(`http://gateway${path}`, init));
  await get(webhookPath, { method: 'POST', body: '{}' });
  const text = await (await get('/metrics')).text();
  told = new Map([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => [name, new Set<string>()]));
  for (const [, sample = '', labels = ''] of text.matchAll(/^([a-z]\w*)\{([^}]*)\}/gm)) {
    const known = told.get(sample) ?? told.get(family(sample));
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) known?.add(label);
  }
});
afterAll(() => harness.close());

const family = (name: string) => name.replace(/_(bucket|sum|count)$/, '');

describe.each(files)('deploy/%s', (file) => {
  const text = read(`deploy/${file}`);
  it('names only what /metrics tells, by labels that it has', () => {
    const wrong: string[] = [];
    for (const [, name = '', selector = ''] of text.matchAll(/\b((?:cloudstack_graph|nodejs|process)_\w+)(?:\\?\{([^}]*)\})?/g)) {
      const labels = told.get(name) ?? told.get(family(name));
      if (!labels) wrong.push(name);
      for (const [, label = ''] of selector.matchAll(/(\w+)\s*[=!]~?\\?"/g))
        if (!OF_PROMETHEUS.has(label) && !labels?.has(label)) wrong.push(`${name}{${label}}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('deploy/', () => {
  it('has the configuration of all three', () =>
    expect(files).toEqual(
      expect.arrayContaining([
        'prometheus/prometheus.yml',
        'prometheus/rules.yml',
        'alertmanager/alertmanager.yml',
        'grafana/dashboards/cloudstack-graph.json',
        'grafana/provisioning/dashboards/files.yml',
        'grafana/provisioning/datasources/prometheus.yml',
      ]),
    ));

  it('shows every figure of ours on the dashboard, each panel with a title and a query', () => {
    const dashboard = JSON.parse(read('deploy/grafana/dashboards/cloudstack-graph.json')) as {
      panels: { type: string; title: string; targets?: { expr: string }[] }[];
    };
    const panels = dashboard.panels.filter(({ type }) => type !== 'row');
    expect(panels.every(({ title, targets = [] }) => title !== '' && targets.length > 0)).toBe(true);
    const shown = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)).join('\n');
    expect([...told.keys()].filter((name) => name.startsWith('cloudstack_graph_') && !shown.includes(name))).toEqual([]);
  });

  it('is mounted by docker-compose.yml where it is looked for', () => {
    const compose = read('docker-compose.yml');
    for (const path of ['./deploy/prometheus', './deploy/alertmanager', './deploy/grafana/provisioning', './deploy/grafana/dashboards'])
      expect(compose).toContain(`${path}:`);
  });
});

describe('docs/operations.md', () => {
  const alerts = [...read('deploy/prometheus/rules.yml').matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name);
  it('says of every alert what to do, and of no other', () => {
    const table = [...read('docs/operations.md').matchAll(/^\| (`[A-Z]\w+`(?:, `[A-Z]\w+`)*)/gm)].flatMap(
      ([, names = '']) => names.match(/\w+/g) ?? [],
    );
    expect(table.sort()).toEqual([...alerts].sort());
  });

  it('alertmanager speaks of alerts that there are', () => {
    const named = [...read('deploy/alertmanager/alertmanager.yml').matchAll(/alertname =~? "?([\w|]+)/g)].flatMap(([, names = '']) =>
      names.split('|'),
    );
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !alerts.includes(name))).toEqual([]);
  });
});
