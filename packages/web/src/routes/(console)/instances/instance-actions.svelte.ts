import ArrowDownToLine from '@lucide/svelte/icons/arrow-down-to-line';
import Camera from '@lucide/svelte/icons/camera';
import Disc3 from '@lucide/svelte/icons/disc-3';
import Flame from '@lucide/svelte/icons/flame';
import Gauge from '@lucide/svelte/icons/gauge';
import HardDrive from '@lucide/svelte/icons/hard-drive';
import KeyRound from '@lucide/svelte/icons/key-round';
import LockKeyhole from '@lucide/svelte/icons/lock-keyhole';
import PencilLine from '@lucide/svelte/icons/pencil-line';
import Play from '@lucide/svelte/icons/play';
import RefreshCcwDot from '@lucide/svelte/icons/refresh-ccw-dot';
import RotateCw from '@lucide/svelte/icons/rotate-cw';
import Square from '@lucide/svelte/icons/square';
import SquareTerminal from '@lucide/svelte/icons/square-terminal';
import Trash2 from '@lucide/svelte/icons/trash-2';
import Undo2 from '@lucide/svelte/icons/undo-2';
import type { Client } from '@urql/core';
import { act } from '#lib/graph/act.ts';
import { actOnAll, type Done, tellRefusals } from '#lib/graph/act-on-all.ts';
import type { Problem } from '#lib/graph/problems.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ActionItem } from '#lib/ui/action.ts';
import { able, actionItems, bulkReason } from '#lib/ui/actions-of.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { DetachIso } from '../isos/iso-documents.ts';
import { actOnInstances, DestroyInstances, RebootInstances, StartInstances, StopInstances } from './instance-bulk.ts';
import type { InstanceRowData } from './instance-documents.ts';
import { DestroyInstance, OpenConsole, RebootInstance, RecoverInstance, StartInstance, StopInstance } from './instance-mutations.ts';
import { instanceName } from './instance-view.ts';

/** What the actions need to know of an instance. */
export type ActionInstance = Pick<
  InstanceRowData,
  'id' | 'uuid' | 'name' | 'displayName' | 'state' | 'iso' | 'template' | 'zone' | 'cpuCount' | 'memoryMib' | 'serviceOffering' | 'actions'
>;

/** A question that stands open. */
export interface Asked {
  kind:
    | 'stop'
    | 'reboot'
    | 'destroy'
    | 'expunge'
    | 'rename'
    | 'snapshot'
    | 'scale'
    | 'reset-password'
    | 'reset-keys'
    | 'reinstall'
    | 'attach-volume'
    | 'attach-iso';
  targets: ActionInstance[];
}

/** Where an instance lives in the portal. */
export const instanceHref = (vm: { uuid: string }): string => `/instances/${vm.uuid}`;

/**
 * What can be done to instances, for menus and headers. Whatever can lose something, or wants to know more, is asked
 * first by `<InstanceDialogs>`; the rest is done at once.
 */
export class InstanceActions {
  readonly #client: () => Client;
  /** Where to go after the instance shown on the page is gone. */
  readonly onDestroyed: (() => void) | undefined;
  /** Several were acted on: they need no longer be chosen. */
  readonly #onBulk: (() => void) | undefined;
  asked: Asked | null = $state.raw(null);

  constructor(client: () => Client, { onDestroyed, onBulk }: { onDestroyed?: () => void; onBulk?: () => void } = {}) {
    this.#client = client;
    this.onDestroyed = onDestroyed;
    this.#onBulk = onBulk;
  }

  get client(): Client {
    return this.#client();
  }

  /** The open question is answered, or waved away. */
  close(): void {
    this.asked = null;
  }

  /** Everything for one instance, in the order of menus. */
  items(vm: ActionInstance): ActionItem[] {
    const ask = (kind: Asked['kind']) => () => {
      this.asked = { kind, targets: [vm] };
    };
    const hasIso = vm.iso !== null;
    return actionItems(vm.actions, [
      ['START', { label: m.instance_start(), icon: Play, run: () => this.start([vm]) }],
      ['STOP', { label: m.instance_stop(), icon: Square, run: ask('stop') }],
      ['REBOOT', { label: m.instance_reboot(), icon: RotateCw, run: ask('reboot') }],
      ['OPEN_CONSOLE', { label: m.instance_console(), icon: SquareTerminal, separated: true, run: () => this.openConsole(vm) }],
      ['SNAPSHOT', { label: m.instance_snapshot(), icon: Camera, run: ask('snapshot') }],
      ['ATTACH', { label: m.instance_attach_volume(), icon: HardDrive, run: ask('attach-volume') }],
      hasIso
        ? ['DETACH', { label: m.instance_detach_iso(), icon: ArrowDownToLine, run: () => this.detachIso(vm) }]
        : ['ATTACH', { label: m.instance_attach_iso(), icon: Disc3, run: ask('attach-iso') }],
      ['SCALE', { label: m.instance_scale(), icon: Gauge, run: ask('scale') }],
      ['UPDATE', { label: m.instance_rename(), icon: PencilLine, run: ask('rename') }],
      ['RESET_PASSWORD', { label: m.instance_reset_password(), icon: LockKeyhole, separated: true, run: ask('reset-password') }],
      ['RESET_SSH_KEY', { label: m.instance_reset_keys(), icon: KeyRound, run: ask('reset-keys') }],
      ['RESTORE', { label: m.instance_reinstall(), icon: RefreshCcwDot, danger: true, run: ask('reinstall') }],
      ...(vm.state === 'DESTROYED'
        ? ([
            ['RECOVER', { label: m.instance_recover(), icon: Undo2, separated: true, run: () => this.recover(vm) }],
            ['EXPUNGE', { label: m.instance_expunge(), icon: Flame, danger: true, separated: true, run: ask('expunge') }],
          ] as const)
        : ([['DESTROY', { label: m.instance_destroy(), icon: Trash2, danger: true, separated: true, run: ask('destroy') }]] as const)),
    ]);
  }

  /** What can be done to several at once: to those of them that can take it. */
  bulk(vms: ActionInstance[]): ActionItem[] {
    const ask = (kind: Asked['kind'], name: string) => () => {
      this.asked = { kind, targets: able(vms, name) };
    };
    const item = (name: string, label: string, icon: ActionItem['icon'], run: () => void, danger = false): ActionItem => ({
      id: name,
      label,
      ...(icon ? { icon } : {}),
      run,
      danger,
      disabledReason: bulkReason(vms, name),
    });
    return [
      item('START', m.instance_start(), Play, () => void this.start(able(vms, 'START'))),
      item('STOP', m.instance_stop(), Square, ask('stop', 'STOP')),
      item('REBOOT', m.instance_reboot(), RotateCw, ask('reboot', 'REBOOT')),
      item('DESTROY', m.instance_destroy(), Trash2, ask('destroy', 'DESTROY'), true),
    ];
  }

  start(vms: readonly ActionInstance[]): Promise<void> {
    return this.#all(m.instance_start(), vms, {
      one: (vm, about) => act(this.client, StartInstance, { input: { id: vm.id } }, about),
      many: (ids, about) => actOnInstances(this.client, StartInstances, { input: { ids } }, vms, about),
    });
  }

  stop(vms: readonly ActionInstance[], forced: boolean): Promise<void> {
    return this.#all(m.instance_stop(), vms, {
      one: (vm, about) => act(this.client, StopInstance, { input: { id: vm.id, forced } }, about),
      many: (ids, about) => actOnInstances(this.client, StopInstances, { input: { ids, forced } }, vms, about),
    });
  }

  reboot(vms: readonly ActionInstance[]): Promise<void> {
    return this.#all(m.instance_reboot(), vms, {
      one: (vm, about) => act(this.client, RebootInstance, { input: { id: vm.id } }, about),
      many: (ids, about) => actOnInstances(this.client, RebootInstances, { input: { ids } }, vms, about),
    });
  }

  recover(vm: ActionInstance): Promise<void> {
    return this.#all(m.instance_recover(), [vm], {
      one: (each, about) => act(this.client, RecoverInstance, { input: { id: each.id } }, about),
    });
  }

  /** `volumeIds`: data disks that go too; only for a single instance. */
  destroy(vms: readonly ActionInstance[], expunge: boolean, volumeIds: string[]): Promise<void> {
    const disks = volumeIds.length > 0 ? { volumeIds } : {};
    return this.#all(expunge ? m.instance_expunge() : m.instance_destroy(), vms, {
      one: (vm, about) => act(this.client, DestroyInstance, { input: { id: vm.id, expunge, ...disks } }, about),
      many: (ids, about) => actOnInstances(this.client, DestroyInstances, { input: { ids, expunge } }, vms, about),
    });
  }

  /** Opens the console in a window of its own; made before the answer, or the browser would take it for an unasked one. */
  async openConsole(vm: ActionInstance): Promise<void> {
    const window = globalThis.open('', '_blank');
    const outcome = await act(this.client, OpenConsole, { input: { id: vm.id } });
    if (outcome.ok && window) {
      window.opener = null;
      window.location.replace(outcome.value.url);
      return;
    }
    window?.close();
    if (!outcome.ok) tellRefusals(`${m.instance_console()} · ${instanceName(vm)}`, 1, [{ row: vm, problem: outcome.problem }]);
    else toasts.show({ tone: 'warn', title: m.instance_console_blocked(), href: outcome.value.url });
  }

  detachIso(vm: ActionInstance): Promise<void> {
    return this.#all(m.instance_detach_iso(), [vm], {
      one: (each, about) => act(this.client, DetachIso, { input: { virtualMachineId: each.id } }, about),
    });
  }

  /** One by its own mutation, several by the bulk one; what was refused is told in the corner. */
  async #all(word: string, vms: readonly ActionInstance[], ways: Ways): Promise<void> {
    const about = (vm: ActionInstance) => ({ title: `${word} · ${instanceName(vm)}`, href: instanceHref(vm) });
    const [only] = vms;
    if (vms.length > 1) this.#onBulk?.();
    const refused =
      vms.length > 1 && ways.many
        ? await ways.many(
            vms.map((vm) => vm.id),
            about,
          )
        : await actOnAll(vms, (vm) => ways.one(vm, about(vm)));
    tellRefusals(vms.length === 1 && only ? about(only).title : word, vms.length, refused);
  }
}

interface About {
  title: string;
  href: string;
}

interface Ways {
  one: (vm: ActionInstance, about: About) => Promise<Done>;
  many?: (ids: string[], about: (vm: ActionInstance) => About) => Promise<{ row: ActionInstance; problem: Problem }[]>;
}
