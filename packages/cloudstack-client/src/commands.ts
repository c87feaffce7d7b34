import type { Commands } from './generated/commands.ts';
import type { CallOptions } from './transport.ts';

/** The name of any command of the catalogue. */
export type Command = keyof Commands;

type CommandsOfKind<K> = { [C in Command]: Commands[C]['kind'] extends K ? C : never }[Command];

/** Commands that answer `{ count, rows }`. */
export type ListCommand = CommandsOfKind<'list'>;
/** Commands that start a job. */
export type AsyncCommand = CommandsOfKind<'async'>;
/** Commands that answer an object at once. */
export type SyncCommand = CommandsOfKind<'sync'>;

/** The parameters of a command, required ones required. */
export type Params<C extends Command> = Commands[C]['params'];
/** A row of a list, or the resource a job answers with. */
export type Row<C extends Command> = Commands[C]['row'];
/** The object that a synchronous command answers. */
export type Result<C extends SyncCommand> = Commands[C]['row'];

/** The arguments after the command's name: parameters may be left out where none is required. */
export type CommandArguments<C extends Command> =
  // biome-ignore lint/complexity/noBannedTypes: `{}` is assignable exactly when nothing is required
  {} extends Params<C> ? [params?: Params<C>, options?: CallOptions] : [params: Params<C>, options?: CallOptions];

export interface PageOptions {
  /** Rows a page at most. Default 500, CloudStack's maximum. */
  pageSize?: number;
  signal?: AbortSignal | undefined;
  timeoutMs?: number | undefined;
}

/** The arguments of `pages` after the command's name. */
export type PageArguments<C extends ListCommand> =
  // biome-ignore lint/complexity/noBannedTypes: as above
  {} extends Params<C> ? [params?: Params<C>, options?: PageOptions] : [params: Params<C>, options?: PageOptions];
