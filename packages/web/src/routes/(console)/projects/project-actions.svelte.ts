import CirclePause from '@lucide/svelte/icons/circle-pause';
import CirclePlay from '@lucide/svelte/icons/circle-play';
import Pencil from '@lucide/svelte/icons/pencil';
import Trash2 from '@lucide/svelte/icons/trash-2';
import type { Client } from '@urql/core';
import { act, type Outcome } from '#lib/graph/act.ts';
import { tellRefusals } from '#lib/graph/act-on-all.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ActionItem } from '#lib/ui/action.ts';
import { actionItems } from '#lib/ui/actions-of.ts';
import type { Viewer } from '../viewer.ts';
import type { ProjectRowData } from './project-documents.ts';
import { ActivateProject, DeleteProject, SuspendProject } from './project-mutations.ts';
import { manages, projectHref } from './project-view.ts';

/** What the actions need to know of a project. */
export type ActionProject = Pick<ProjectRowData, 'id' | 'uuid' | 'name' | 'displayText' | 'administrators' | 'counts' | 'actions'>;

/** A question that stands open. */
export interface Asked {
  kind: 'edit' | 'suspend' | 'delete';
  target: ActionProject;
}

/** Commands and entries of the log after which projects are to be read anew: the live path does not follow them. */
export const projectNews = { commands: /Project(Invitation)?$/, events: /^PROJECT\./ };

/** What can be done to projects; `<ProjectDialogs>` asks what is to be asked first. */
export class ProjectActions {
  readonly #client: () => Client;
  readonly #viewer: () => Viewer;
  readonly onDeleted: (() => void) | undefined;
  asked: Asked | null = $state.raw(null);

  constructor(client: () => Client, viewer: () => Viewer, { onDeleted }: { onDeleted?: () => void } = {}) {
    this.#client = client;
    this.#viewer = viewer;
    this.onDeleted = onDeleted;
  }

  get client(): Client {
    return this.#client();
  }

  /** The open question is answered, or waved away. */
  close(): void {
    this.asked = null;
  }

  /** Everything for one project, in the order of menus; to those who only use it, why they cannot. */
  items(project: ActionProject): ActionItem[] {
    const refusal = manages(project, this.#viewer()) ? null : m.project_not_yours();
    const items = this.#items(project);
    return refusal ? items.map((item) => ({ ...item, disabledReason: refusal })) : items;
  }

  #items(project: ActionProject): ActionItem[] {
    const ask = (kind: Asked['kind']) => () => {
      this.asked = { kind, target: project };
    };
    const suspended = project.actions.some(({ name, disabledReason }) => name === 'ACTIVATE' && disabledReason === null);
    return actionItems(project.actions, [
      ['UPDATE', { label: m.project_edit(), icon: Pencil, run: ask('edit') }],
      suspended
        ? ['ACTIVATE', { label: m.project_activate(), icon: CirclePlay, run: () => this.activate(project) }]
        : ['SUSPEND', { label: m.project_suspend(), icon: CirclePause, run: ask('suspend') }],
      ['DELETE', { label: m.resource_delete(), icon: Trash2, danger: true, separated: true, run: ask('delete') }],
    ]);
  }

  activate(project: ActionProject): Promise<void> {
    return this.#run(m.project_activate(), project, (about) => act(this.client, ActivateProject, { input: { id: project.id } }, about));
  }

  suspend(project: ActionProject): Promise<void> {
    return this.#run(m.project_suspend(), project, (about) => act(this.client, SuspendProject, { input: { id: project.id } }, about));
  }

  /** With `cleanup`, all that is in it is destroyed as well. */
  delete(project: ActionProject, cleanup: boolean): Promise<void> {
    const input = { id: project.id, ...(cleanup ? { cleanup } : {}) };
    return this.#run(m.resource_delete(), project, (about) => act(this.client, DeleteProject, { input }, about));
  }

  async #run(word: string, project: ActionProject, run: (about: { title: string; href: string }) => Promise<Outcome>): Promise<void> {
    const title = `${word} · ${project.name}`;
    const outcome = await run({ title, href: projectHref(project) });
    if (!outcome.ok) tellRefusals(title, 1, [{ row: project, problem: outcome.problem }]);
  }
}
