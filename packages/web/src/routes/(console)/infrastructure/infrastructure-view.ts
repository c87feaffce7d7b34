import { m } from '#lib/paraglide/messages.js';
import type { Offered } from '#lib/ui/actions-of.ts';
import type { Tone } from '#lib/ui/tone.ts';
import { type Fill, fillsByZone } from '../overview/capacity.ts';
import type { HostData, StoragePoolData, SystemVmData } from './infrastructure-documents.ts';

interface Face {
  tone: Tone;
  label: string;
}
type Faces<State extends string> = Record<State, { tone: Tone; label: () => string }>;

const hostStates: Faces<HostData['state']> = {
  UP: { tone: 'ok', label: m.infrastructure_up },
  CONNECTING: { tone: 'busy', label: m.infrastructure_connecting },
  CREATING: { tone: 'busy', label: m.infrastructure_creating },
  REBALANCING: { tone: 'busy', label: m.infrastructure_rebalancing },
  ALERT: { tone: 'bad', label: m.infrastructure_alert },
  DOWN: { tone: 'bad', label: m.infrastructure_down },
  DISCONNECTED: { tone: 'bad', label: m.infrastructure_disconnected },
  ERROR: { tone: 'bad', label: m.infrastructure_error },
  REMOVED: { tone: 'idle', label: m.infrastructure_removed },
  UNKNOWN: { tone: 'idle', label: m.infrastructure_unknown },
};

const resourceStates: Faces<HostData['resourceState']> = {
  ENABLED: { tone: 'ok', label: m.infrastructure_enabled },
  DISABLED: { tone: 'idle', label: m.infrastructure_disabled },
  CREATING: { tone: 'busy', label: m.infrastructure_creating },
  MAINTENANCE: { tone: 'warn', label: m.infrastructure_maintenance },
  PREPARE_FOR_MAINTENANCE: { tone: 'busy', label: m.infrastructure_preparing },
  ERROR_IN_MAINTENANCE: { tone: 'bad', label: m.infrastructure_maintenance_failed },
  ERROR_IN_PREPARE_FOR_MAINTENANCE: { tone: 'bad', label: m.infrastructure_maintenance_failed },
  DEGRADED: { tone: 'bad', label: m.infrastructure_degraded },
  ERROR: { tone: 'bad', label: m.infrastructure_error },
  UNKNOWN: { tone: 'idle', label: m.infrastructure_unknown },
};

const poolStates: Faces<StoragePoolData['state']> = {
  UP: { tone: 'ok', label: m.infrastructure_up },
  INITIAL: { tone: 'busy', label: m.infrastructure_creating },
  INITIALIZED: { tone: 'busy', label: m.infrastructure_creating },
  CREATING: { tone: 'busy', label: m.infrastructure_creating },
  ATTACHING: { tone: 'busy', label: m.infrastructure_connecting },
  DISABLED: { tone: 'idle', label: m.infrastructure_disabled },
  MAINTENANCE: { tone: 'warn', label: m.infrastructure_maintenance },
  PREPARE_FOR_MAINTENANCE: { tone: 'busy', label: m.infrastructure_preparing },
  CANCEL_MAINTENANCE: { tone: 'busy', label: m.infrastructure_ending },
  ERROR_IN_MAINTENANCE: { tone: 'bad', label: m.infrastructure_maintenance_failed },
  REMOVED: { tone: 'idle', label: m.infrastructure_removed },
  UNKNOWN: { tone: 'idle', label: m.infrastructure_unknown },
};

const machineStates: Faces<SystemVmData['state']> = {
  RUNNING: { tone: 'ok', label: m.infrastructure_running },
  STOPPED: { tone: 'idle', label: m.infrastructure_stopped },
  STARTING: { tone: 'busy', label: m.infrastructure_starting },
  STOPPING: { tone: 'busy', label: m.infrastructure_stopping },
  MIGRATING: { tone: 'busy', label: m.infrastructure_migrating },
  EXPUNGING: { tone: 'busy', label: m.infrastructure_expunging },
  DESTROYED: { tone: 'idle', label: m.infrastructure_removed },
  ERROR: { tone: 'bad', label: m.infrastructure_error },
  UNKNOWN: { tone: 'idle', label: m.infrastructure_unknown },
};

const face = <State extends string>(faces: Faces<State>, state: State): Face => ({ tone: faces[state].tone, label: faces[state].label() });

/** Whether CloudStack reaches a host. */
export const hostState = (state: HostData['state']): Face => face(hostStates, state);

/** Whether a host takes machines. */
export const resourceState = (state: HostData['resourceState']): Face => face(resourceStates, state);

/** What is worth saying of a host: that it is up goes without saying where it takes no machines. */
export function hostFaces(host: Pick<HostData, 'state' | 'resourceState'>): Face[] {
  if (host.resourceState === 'ENABLED') return [hostState(host.state)];
  return host.state === 'UP' ? [resourceState(host.resourceState)] : [hostState(host.state), resourceState(host.resourceState)];
}

/** How primary storage is. */
export const poolState = (state: StoragePoolData['state']): Face => face(poolStates, state);

/** How a system machine is. */
export const machineState = (state: SystemVmData['state']): Face => face(machineStates, state);

/** What a system machine does, in a word. */
export const machineKind = (kind: SystemVmData['kind']): string =>
  kind === 'CONSOLE_PROXY' ? m.infrastructure_console_proxy() : m.infrastructure_secondary_storage_vm();

/** Whether a row is on its way to another state by itself: then it is looked at more often. */
export const isOnItsWay = (faces: readonly Face[]): boolean => faces.some(({ tone }) => tone === 'busy');

type Amount = string | number | null;

/** A share from 0 to 1 of two amounts; null where one is not measured. */
export function shareOf(used: Amount, total: Amount): number | null {
  const [part, whole] = [Number(used ?? Number.NaN), Number(total ?? Number.NaN)];
  return Number.isFinite(part) && whole > 0 ? part / whole : null;
}

/** How much of a pool is promised, of what may be promised. */
export const promisedShare = (pool: Pick<StoragePoolData, 'sizeAllocated' | 'sizeTotal' | 'overprovisioning'>): number | null =>
  shareOf(pool.sizeAllocated, pool.sizeTotal === null ? null : Number(pool.sizeTotal) * (pool.overprovisioning ?? 1));

/** A percentage of CloudStack as a share from 0 to 1. */
export const shareOfPercent = (percent: number | null): number | null => (percent === null ? null : percent / 100);

type CapacityRow = Parameters<typeof fillsByZone>[0][number];

/** How full one zone is, the fullest first. */
export const fillsOf = (zone: { id: string }, rows: readonly CapacityRow[]): Fill[] =>
  fillsByZone(rows.filter((row) => row.zone?.id === zone.id)).flatMap(({ fills }) => fills);

/** A pair that undoes itself: only the one of the two that can be done now is shown. */
const opposites: Readonly<Record<string, string>> = {
  ENABLE: 'DISABLE',
  CANCEL_MAINTENANCE: 'PREPARE_MAINTENANCE',
  CANCEL_DEGRADED: 'DECLARE_DEGRADED',
  START: 'STOP',
};

/** Without the half of a pair that cannot be done now; where neither can, the first half stays, with its reason. */
export function withoutOpposites(offered: readonly Offered[]): Offered[] {
  const canDo = (name: string) => offered.some((one) => one.name === name && one.disabledReason === null);
  const hidden = Object.entries(opposites).map(([undo, first]) => (canDo(undo) ? first : undo));
  return offered.filter(({ name }) => !hidden.includes(name));
}
