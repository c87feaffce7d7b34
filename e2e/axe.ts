// What axe-core says of a page.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  impact: string;
  help: string;
  nodes: { html: string }[];
}

/** What axe finds of serious or critical weight in the page or a part of it, one line a rule. */
export async function violations(page: Page, within = 'html'): Promise<string[]> {
  await page.evaluate(axe);
  // what has just come in is half transparent while it appears
  await page.waitForFunction(() =>
    document.getAnimations().every((animation) => animation.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY),
  );
  const found = await page.evaluate(
    (selector) =>
      (globalThis as unknown as { axe: { run(root: string): Promise<{ violations: Violation[] }> } }).axe
        .run(selector)
        .then((result) => result.violations),
    within,
  );
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html.slice(0, 200)}`);
}
