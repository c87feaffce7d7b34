import type { Client } from '@urql/core';
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { EventSubjectsQuery } from './event-documents.ts';

/** What an event is about, as a page names it. */
export interface Subject {
  name: string;
  href: string | null;
  /** It is no longer there: only the beginning of its id is left. */
  gone: boolean;
}

interface About {
  resourceType: string | null;
  resourceUuid: string | null;
  resourceName: string | null;
}

/** CloudStack's word for a type of resource → the page of one of them. */
const pages: Record<string, ((uuid: string, name: string) => string) | null> = {
  VirtualMachine: (uuid) => `/instances/${uuid}`,
  Volume: (uuid) => `/volumes/${uuid}`,
  Snapshot: (_, name) => `/snapshots?q=${encodeURIComponent(name)}`,
  Iso: (_, name) => `/isos?q=${encodeURIComponent(name)}`,
  Template: (_, name) => `/templates?q=${encodeURIComponent(name)}`,
  Network: null,
};

/** What an event is about by its own words; null when it names nothing that has a page. */
export function namedSubject(event: About): Subject | null {
  const { resourceType, resourceUuid, resourceName } = event;
  if (typedId(event) === null || resourceType === null || resourceUuid === null) return null;
  if (!resourceName) return { name: resourceUuid.slice(0, 8), href: null, gone: false };
  return { name: resourceName, href: pages[resourceType]?.(resourceUuid, resourceName) ?? null, gone: false };
}

/** Names of what a list of events is about, where the events do not tell. Asks for those that it does not know yet, all of them in one request. */
export class EventSubjects {
  readonly #names = new SvelteMap<string, string | null>();

  /** To be made in a component: follows `events` by itself. */
  constructor(client: () => Client, events: () => readonly About[]) {
    $effect(() => {
      const ids = [
        ...new Set(
          events()
            .filter((event) => !event.resourceName)
            .map(typedId)
            .filter((id) => id !== null),
        ),
      ];
      untrack(
        () =>
          void this.#ask(
            client(),
            ids.filter((id) => !this.#names.has(id)),
          ),
      );
    });
  }

  /** The subject of an event; null when the event names none that has a page or a name. */
  of(event: About): Subject | null {
    const id = typedId(event);
    if (!event.resourceUuid || !event.resourceType) return null;
    if (id === null) return null; // a rule, a user: the steps beneath tell its id
    if (event.resourceName) return namedSubject(event);
    const short = event.resourceUuid.slice(0, 8);
    const name = this.#names.get(id);
    if (typeof name !== 'string') return { name: short, href: null, gone: name === null };
    return { name, href: pages[event.resourceType]?.(event.resourceUuid, name) ?? null, gone: false };
  }

  async #ask(client: Client, ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    const { data } = await client.query(EventSubjectsQuery, { ids }).toPromise();
    if (!data) return;
    ids.forEach((id, index) => {
      const node = data.nodes[index];
      this.#names.set(id, node && 'name' in node ? nameOf(node) : null);
    });
  }
}

const nameOf = (node: { name: string; displayName?: string }): string => node.displayName || node.name;

const typedId = ({ resourceType, resourceUuid }: About): string | null =>
  resourceType !== null && resourceUuid !== null && resourceType in pages ? `${resourceType}:${resourceUuid}` : null;
