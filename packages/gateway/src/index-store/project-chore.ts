import type { GatewayContext } from '../context.ts';
import type { Chore } from '../events/agenda.ts';
import type { Clock } from '../events/timing.ts';
import { ownProjectIds } from '../scope.ts';

/** What a user has left or joined shows within a minute, also when nothing tells of it. */
const lookMs = 50_000;

export interface ProjectChoreOptions {
  readonly clock: Clock;
  /** A context of the identity, new for each look. */
  readonly context: () => GatewayContext;
  /** Whether there is something to look after. */
  readonly wanted: () => boolean;
  /** What is kept of projects, and of which. */
  readonly kept: () => Iterable<readonly [id: string, project: string]>;
  /** These belong to projects that the user is no member of any more. */
  readonly left: (ids: readonly string[]) => void;
  /** The user is a member of a project that was not known. */
  readonly joined: () => void;
}

/** Looks now and then whether a user still belongs to the projects of which rows are kept: no event tells somebody who was taken out. */
export class ProjectChore implements Chore {
  readonly #options: ProjectChoreOptions;
  readonly #known = new Set<string>();
  #lookAt: number;

  constructor(options: ProjectChoreOptions) {
    this.#options = options;
    this.#lookAt = options.clock.now() + lookMs;
  }

  get dueAt(): number | undefined {
    return this.#options.wanted() ? this.#lookAt : undefined;
  }

  /** Looks in the next turn. */
  lookSoon(): void {
    this.#lookAt = this.#options.clock.now();
  }

  async run(): Promise<void> {
    const { clock, context, kept, left, joined } = this.#options;
    this.#lookAt = clock.now() + lookMs;
    const own = await ownProjectIds(context());
    const gone: string[] = [];
    for (const [id, project] of kept()) {
      if (own.has(project)) this.#known.add(project);
      else gone.push(id);
    }
    if (gone.length > 0) left(gone);
    const news = [...own].filter((project) => !this.#known.has(project));
    for (const project of news) this.#known.add(project);
    for (const project of this.#known) if (!own.has(project)) this.#known.delete(project);
    if (news.length > 0) joined();
  }
}
