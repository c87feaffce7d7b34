import type { Subject } from '../events/event-subjects.svelte.ts';
import type { OverviewData } from './overview-documents.ts';

interface About {
  resourceType: string | null;
  resourceUuid: string | null;
}

/** Names for the events of the overview from what the overview holds anyway: not one call more. */
export class KnownSubjects {
  readonly #names: ReadonlyMap<string, { name: string; href: string }>;

  constructor(lists: OverviewData | null) {
    this.#names = new Map([
      ...(lists?.virtualMachines.nodes ?? []).map(
        (vm) => [vm.uuid, { name: vm.displayName || vm.name, href: `/instances/${vm.uuid}` }] as const,
      ),
      ...(lists?.volumes.nodes ?? []).map((volume) => [volume.uuid, { name: volume.name, href: `/volumes/${volume.uuid}` }] as const),
    ]);
  }

  of(event: About): Subject | null {
    if (!event.resourceUuid) return null;
    const known = this.#names.get(event.resourceUuid);
    if (known) return { ...known, gone: false };
    const href =
      event.resourceType === 'VirtualMachine'
        ? `/instances/${event.resourceUuid}`
        : event.resourceType === 'Volume'
          ? `/volumes/${event.resourceUuid}`
          : null;
    return { name: event.resourceUuid.slice(0, 8), href, gone: false };
  }
}
