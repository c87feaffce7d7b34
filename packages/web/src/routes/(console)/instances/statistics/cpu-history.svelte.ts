import type { Client } from '@urql/core';
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { CpuHistoryQuery } from './statistics-documents.ts';

const AGAIN_MS = 60_000;

/** The processor's last hour of the rows on a page: asked only while the column is shown, for all rows at once, each minute. */
export class CpuHistory {
  readonly #values = new SvelteMap<string, (number | null)[]>();

  /** To be made in a component. `ids`: the rows to know of; empty while the column is off. */
  constructor(client: () => Client, ids: () => readonly string[]) {
    let known = '';
    $effect(() => {
      const wanted = [...ids()].sort();
      if (wanted.length === 0) return;
      const same = wanted.join() === known;
      known = wanted.join();
      if (!same) untrack(() => void this.#ask(client(), wanted));
      const timer = setInterval(() => !document.hidden && void this.#ask(client(), wanted), AGAIN_MS);
      return () => clearInterval(timer);
    });
  }

  /** Percent, oldest first; empty while unknown. */
  of(id: string): readonly (number | null)[] {
    return this.#values.get(id) ?? [];
  }

  async #ask(client: Client, ids: string[]): Promise<void> {
    const { data } = await client.query(CpuHistoryQuery, { ids }, { requestPolicy: 'network-only' }).toPromise();
    for (const node of data?.nodes ?? []) {
      if (node?.__typename === 'VirtualMachine')
        this.#values.set(
          node.id,
          node.statisticsHistory.map((sample) => sample.cpuUsedPercent),
        );
    }
  }
}
