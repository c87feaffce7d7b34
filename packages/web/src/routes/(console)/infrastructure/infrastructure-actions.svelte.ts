import ArrowRightLeft from '@lucide/svelte/icons/arrow-right-left';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleOff from '@lucide/svelte/icons/circle-off';
import HeartCrack from '@lucide/svelte/icons/heart-crack';
import Play from '@lucide/svelte/icons/play';
import Plug from '@lucide/svelte/icons/plug';
import RotateCw from '@lucide/svelte/icons/rotate-cw';
import Square from '@lucide/svelte/icons/square';
import Trash2 from '@lucide/svelte/icons/trash-2';
import Wrench from '@lucide/svelte/icons/wrench';
import type { AnyVariables, Client, TypedDocumentNode } from '@urql/core';
import { act } from '#lib/graph/act.ts';
import { tellRefusals } from '#lib/graph/act-on-all.ts';
import { problemLine } from '#lib/graph/problems.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ActionItem, Icon } from '#lib/ui/action.ts';
import { actionItems, type Offered } from '#lib/ui/actions-of.ts';
import * as mutations from './infrastructure-mutations.ts';
import { withoutOpposites } from './infrastructure-view.ts';

/** What the actions need to know of a thing. */
export interface Thing {
  id: string;
  name: string;
  actions: readonly Offered[];
}

/** A question that stands open: what is done on yes answers what went wrong, or null. */
export interface Question {
  title: string;
  description: string;
  action: string;
  danger: boolean;
  confirm: () => Promise<string | null>;
}

type ById = TypedDocumentNode<{ result: { __typename: string } }, { input: { id: string } }>;

/** One action: its face, its mutation, and what is asked before. */
interface Deed {
  name: string;
  label: () => string;
  icon: Icon;
  document: unknown;
  ask?: () => string;
  danger?: boolean;
}

const enable = (document: unknown): Deed => ({ name: 'ENABLE', label: m.infrastructure_enable, icon: CircleCheck, document });
const disable = (document: unknown, ask: () => string): Deed => ({
  name: 'DISABLE',
  label: m.infrastructure_disable,
  icon: CircleOff,
  document,
  ask,
});
const remove = (name: string, label: () => string, document: unknown, ask: () => string): Deed => ({
  name,
  label,
  icon: Trash2,
  document,
  ask,
  danger: true,
});

const zoneDeeds: readonly Deed[] = [enable(mutations.EnableZone), disable(mutations.DisableZone, m.infrastructure_zone_disable_text)];

const hostDeeds: readonly Deed[] = [
  {
    name: 'PREPARE_MAINTENANCE',
    label: m.infrastructure_maintain,
    icon: Wrench,
    document: mutations.PrepareHostForMaintenance,
    ask: m.infrastructure_host_maintain_text,
  },
  { name: 'CANCEL_MAINTENANCE', label: m.infrastructure_maintain_end, icon: Wrench, document: mutations.CancelHostMaintenance },
  enable(mutations.EnableHost),
  disable(mutations.DisableHost, m.infrastructure_host_disable_text),
  {
    name: 'RECONNECT',
    label: m.infrastructure_reconnect,
    icon: Plug,
    document: mutations.ReconnectHost,
    ask: m.infrastructure_reconnect_text,
  },
  {
    name: 'DECLARE_DEGRADED',
    label: m.infrastructure_declare_degraded,
    icon: HeartCrack,
    document: mutations.DeclareHostAsDegraded,
    ask: m.infrastructure_declare_degraded_text,
    danger: true,
  },
  { name: 'CANCEL_DEGRADED', label: m.infrastructure_cancel_degraded, icon: CircleCheck, document: mutations.CancelHostAsDegraded },
  remove('DELETE', m.resource_delete, mutations.DeleteHost, m.infrastructure_host_delete_text),
];

const poolDeeds: readonly Deed[] = [
  {
    name: 'PREPARE_MAINTENANCE',
    label: m.infrastructure_maintain,
    icon: Wrench,
    document: mutations.EnableStorageMaintenance,
    ask: m.infrastructure_pool_maintain_text,
    danger: true,
  },
  { name: 'CANCEL_MAINTENANCE', label: m.infrastructure_maintain_end, icon: Wrench, document: mutations.CancelStorageMaintenance },
  enable(mutations.EnableStoragePool),
  disable(mutations.DisableStoragePool, m.infrastructure_pool_disable_text),
  remove('DELETE', m.resource_delete, mutations.DeleteStoragePool, m.infrastructure_pool_delete_text),
];

const machineDeeds: readonly Deed[] = [
  { name: 'START', label: m.infrastructure_start, icon: Play, document: mutations.StartSystemVm },
  { name: 'STOP', label: m.infrastructure_stop, icon: Square, document: mutations.StopSystemVm, ask: m.infrastructure_machine_stop_text },
  {
    name: 'REBOOT',
    label: m.infrastructure_restart,
    icon: RotateCw,
    document: mutations.RebootSystemVm,
    ask: m.infrastructure_machine_stop_text,
  },
  {
    name: 'MIGRATE',
    label: m.infrastructure_move,
    icon: ArrowRightLeft,
    document: mutations.MigrateSystemVm,
    ask: m.infrastructure_move_text,
  },
  remove('DESTROY', m.infrastructure_destroy, mutations.DestroySystemVm, m.infrastructure_machine_destroy_text),
];

/** What can be done to the infrastructure; the page asks the open question. */
export class InfrastructureActions {
  readonly #client: () => Client;
  /** Something was done that is no job: what is shown is read anew. */
  readonly #onDone: (typename: string) => void;
  asked: Question | null = $state.raw(null);

  constructor(client: () => Client, onDone: (typename: string) => void) {
    this.#client = client;
    this.#onDone = onDone;
  }

  /** The open question is answered, or waved away. */
  close(): void {
    this.asked = null;
  }

  zone = (zone: Thing): ActionItem[] => this.#items(zone, zoneDeeds);
  host = (host: Thing): ActionItem[] => this.#items(host, hostDeeds);
  pool = (pool: Thing): ActionItem[] => this.#items(pool, poolDeeds);
  machine = (machine: Thing): ActionItem[] => this.#items(machine, machineDeeds);

  /** Puts alerts aside: CloudStack does not list them any more. */
  async archive(ids: string[]): Promise<string | null> {
    const outcome = await act(this.#client(), mutations.ArchiveAlerts, { input: { ids } });
    if (outcome.ok) this.#onDone('Alert');
    return outcome.ok ? null : problemLine(outcome.problem);
  }

  #items(thing: Thing, deeds: readonly Deed[]): ActionItem[] {
    return actionItems(
      withoutOpposites(thing.actions),
      deeds.map((deed) => [
        deed.name,
        {
          label: deed.label(),
          icon: deed.icon,
          ...(deed.danger ? { danger: true, separated: deed.icon === Trash2 } : {}),
          run: () => this.#begin(thing, deed),
        },
      ]),
    );
  }

  async #begin(thing: Thing, deed: Deed): Promise<void> {
    const title = `${deed.label()} · ${thing.name}`;
    const run = async () => {
      const document = deed.document as TypedDocumentNode<{ result: { __typename: string } }, AnyVariables> & ById;
      const outcome = await act(this.#client(), document, { input: { id: thing.id } }, { title, href: '/infrastructure' });
      if (outcome.ok) this.#onDone(thing.id.replace(/:.*$/, ''));
      return outcome;
    };
    if (!deed.ask) {
      const outcome = await run();
      if (!outcome.ok) tellRefusals(title, 1, [{ row: thing, problem: outcome.problem }]);
      return;
    }
    this.asked = {
      title: m.infrastructure_ask({ action: deed.label(), name: thing.name }),
      description: deed.ask(),
      action: deed.label(),
      danger: deed.danger ?? false,
      confirm: async () => {
        const outcome = await run();
        return outcome.ok ? null : problemLine(outcome.problem);
      },
    };
  }
}
