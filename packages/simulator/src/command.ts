/** What a resource author writes: commands, synchronous or with a job, that get a `Call` and answer a body. */
import type { CatalogueCommand } from './catalogue.ts';
import type { Cloud } from './cloud.ts';
import type { ActionEvent } from './events.ts';
import type { Params } from './params.ts';
import type { AccountRecord, UserRecord } from './resources/accounts/account-records.ts';
import type { RoleType } from './roles.ts';
import type { Entity, TableDefinition } from './store.ts';

/** What stands inside the envelope. Keys whose value is undefined are left out, the others keep their order. */
export type Body = Record<string, unknown>;

/** Who calls. */
export interface Caller {
  readonly user: UserRecord;
  readonly account: AccountRecord;
  readonly role: RoleType;
}

export interface Call {
  readonly cloud: Cloud;
  readonly command: string;
  readonly definition: CatalogueCommand;
  readonly params: Params;
  readonly caller: Caller;
  /** The address the request came from. */
  readonly address: string;
  /** The id of the caller's session, when there is one. */
  readonly session?: string;
}

/** Any table, as the target of an id parameter. */
export type AnyTable = TableDefinition<Entity>;

interface CommandBase {
  /** The envelope key, where it is not the command in lower case + `response`. */
  readonly envelope?: string;
  /** Which table, or tables, the id parameters of this command name; parameters that a table claims for itself are known. */
  readonly entities?: Readonly<Record<string, AnyTable | readonly AnyTable[]>>;
}

export interface SyncCommand extends CommandBase {
  readonly kind: 'sync';
  run(call: Call): Body;
}

export interface AsyncCommand extends CommandBase {
  readonly kind: 'async';
  /** The Java class after `org.apache.cloudstack.api.command.`: `user.vm.StopVMCmd`; it shows in jobs. */
  readonly cmd: string;
  /** Validates what the real server validates before there is a job, creates what it creates, and plans the job. */
  run(call: Call): JobPlan;
}

/** A synchronous command that waits for somebody else: its answer comes when that has come. */
export interface LateCommand extends CommandBase {
  readonly kind: 'late';
  run(call: Call): Promise<Body>;
}

export type Command = SyncCommand | AsyncCommand | LateCommand;
export type Commands = Readonly<Record<string, Command>>;

/** A job to come. */
export interface JobPlan {
  /** The `id` beside the `jobid` in the answer: creations have one. */
  readonly resourceId?: string;
  /** `jobinstancetype`, absent for a few commands; without a UUID the job shows no `jobinstanceid`. */
  readonly instance?: { readonly type: string; readonly uuid?: string };
  /** How long the job runs at speed 1. */
  readonly milliseconds: number;
  readonly event?: ActionEvent;
  /** Set when jobs on the same thing must wait for each other, as all jobs of one VM do. */
  readonly queue?: string;
  /** Runs when the job starts: checks the state, moves to the transitional one. An `ApiError` fails the job. */
  start?(job: RunningJob): void;
  /** Runs when the job ends; what it answers becomes the `jobresult`. An `ApiError` fails the job. */
  finish(job: RunningJob): Body;
}

/** What a plan learns of its job. */
export interface RunningJob {
  readonly uuid: string;
  /** The event that further events of the job name as their parent; empty where there is none. */
  readonly eventUuid: string;
}

/** A module of commands and the tables they bring. */
export interface ResourceModule {
  readonly tables?: readonly AnyTable[];
  readonly commands: Commands;
}

/** A synchronous command. */
export function sync(run: (call: Call) => Body, options: CommandBase = {}): SyncCommand {
  return { kind: 'sync', run, ...options };
}

/** A command whose answer waits for somebody else's. */
export function later(run: (call: Call) => Promise<Body>, options: CommandBase = {}): LateCommand {
  return { kind: 'late', run, ...options };
}

/** A command that answers a job. `cmd` is its Java class after `org.apache.cloudstack.api.command.`. */
export function asJob(cmd: string, run: (call: Call) => JobPlan, options: CommandBase = {}): AsyncCommand {
  return { kind: 'async', cmd, run, ...options };
}
