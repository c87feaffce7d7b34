import type { GatewayContext } from '../context.ts';
import type { Details, ResourceLoader } from '../loading.ts';
import type { EventRow } from './event-row.ts';

/** A row of any list; every resource of the live path has an id. */
export interface LiveRow {
  readonly id: string;
}

/**
 * What the live path knows of a kind of resource: which events touch it, how to fetch it, when it is at rest.
 * Each resource declares its own in `<noun>-events.ts`.
 */
export interface LiveResource<R extends LiveRow = LiveRow> {
  /** The graph's type: `VirtualMachine`. */
  readonly typename: string;
  /** CloudStack's `resourcetype` of events and `jobinstancetype` of jobs that name it by its own id. */
  readonly resourceTypes: readonly string[];
  /** Event types that touch it although they name something else, or nothing: `^VMSNAPSHOT\.`. */
  readonly alsoTouchedBy?: RegExp;
  /** Event types that name one of `resourceTypes` but whose id is another thing's. */
  readonly notTouchedBy?: RegExp;
  /** Event types by which it comes into being. */
  readonly createdBy?: RegExp;
  /** The list command whose rows are its own: rows that a query saw are then kept true while somebody watches. */
  readonly listCommand: string;
  /** The loader of its type: fetches what was touched, and is given the rows for those who ask for them in a change. */
  readonly loader: ResourceLoader<R>;
  /** The `details` that are fetched of what was touched; everything by default. */
  readonly fullDetails?: Details;
  /** All that a page can have shown, where the list command takes no `ids`. */
  listShown?(context: GatewayContext): Promise<readonly R[]>;
  /** The `details` that {@link LiveResource.digest} needs; none by default. */
  readonly lightDetails?: Details;
  /** Its rows under what an event of {@link LiveResource.alsoTouchedBy} names: the snapshots of a VM. */
  loadRelated?(context: GatewayContext, resourceId: string): Promise<readonly R[]>;
  /** The id of what {@link LiveResource.loadRelated} takes, of a row. */
  parentOf?(row: R): string | undefined;
  /** Other resources that change with it: the VM of a volume. */
  alsoTouches?(row: R): readonly { readonly typename: string; readonly id: string }[];
  /** Whether its state will change by itself; it is then fetched until it is at rest. */
  isTransitional?(row: R): boolean;
  /** What tells a changed row from an unchanged one, from fields that every form of its list has. */
  digest(row: R): string;
}

/** Which resource an event touches. `related`: the id is that of another resource, under which it is found. */
export interface Touch {
  readonly resource: LiveResource;
  readonly id: string;
  readonly related: boolean;
  readonly created: boolean;
}

/** Fields that change without anything having happened. */
const restless =
  /^(cpuused|network(kbs|read|write).*|disk(kbs|io|read|write).*|memory(kbs|int|target).*|utilization|lastupdated|jobid|jobstatus|virtualsize|physicalsize|password)$/;

/** All of a row that the graph could show, as text: equal texts, nothing to tell anybody. */
export function fullDigest(row: LiveRow): string {
  return JSON.stringify(row, (key, value: unknown) => (restless.test(key) ? undefined : value));
}

/** The kinds of resources that the live path follows. */
export class LiveResources {
  readonly #byTypename = new Map<string, LiveResource>();
  readonly #byResourceType = new Map<string, LiveResource[]>();
  readonly #byCommand = new Map<string, LiveResource>();
  readonly #others: LiveResource[] = [];

  constructor(resources: readonly LiveResource[]) {
    for (const resource of resources) {
      this.#byTypename.set(resource.typename, resource);
      this.#byCommand.set(resource.listCommand, resource);
      for (const type of resource.resourceTypes) this.#byResourceType.set(type, [...(this.#byResourceType.get(type) ?? []), resource]);
      if (resource.alsoTouchedBy) this.#others.push(resource);
    }
  }

  get(typename: string): LiveResource | undefined {
    return this.#byTypename.get(typename);
  }

  /** By the list command that gives its rows. */
  ofCommand(command: string): LiveResource | undefined {
    return this.#byCommand.get(command);
  }

  /** By CloudStack's name of it in events and jobs: the graph's type, undefined when it is not followed. */
  typenameOf(resourceType: string | undefined): string | undefined {
    return resourceType === undefined ? undefined : this.#byResourceType.get(resourceType)?.[0]?.typename;
  }

  get all(): IterableIterator<LiveResource> {
    return this.#byTypename.values();
  }

  /** What an event says has changed. Empty: it names nothing that is followed. */
  touchedBy(event: Pick<EventRow, 'type' | 'resourcetype' | 'resourceid'>): Touch[] {
    const { type = '', resourceid } = event;
    if (resourceid === undefined) return [];
    const touches: Touch[] = [];
    for (const resource of this.#byResourceType.get(event.resourcetype ?? '') ?? []) {
      if (resource.notTouchedBy?.test(type)) continue;
      touches.push({ resource, id: resourceid, related: false, created: resource.createdBy?.test(type) ?? false });
    }
    for (const resource of this.#others) {
      if (resource.alsoTouchedBy?.test(type) && resource.loadRelated)
        touches.push({ resource, id: resourceid, related: true, created: false });
    }
    return touches;
  }

  /** Whether an event tells of a change without saying of what: all that is on a screen may have changed. */
  isBlind(event: EventRow): boolean {
    const finished = event.state === 'Completed' || event.state === undefined;
    return (
      finished &&
      event.resourceid === undefined &&
      /^(CREATE_TAGS|DELETE_TAGS|SNAPSHOT\.|NET\.RULE|FIREWALL\.|LB\.|AG\.)/.test(event.type ?? '')
    );
  }
}
