/** What a mutation of this gateway has just done. */
export interface MutationHint {
  /** `Identity.key` of who did it. */
  identity: string;
  /** CloudStack's command. */
  command: string;
  /** Typed ids of what it touched (`Volume:…`), the first is the one acted on. */
  resourceIds: readonly string[];
  /** The job, when the command is asynchronous and still runs. */
  jobId?: string | undefined;
}

/** Where mutations tell the live path that something changed. A hint wakes pollers; it carries no data to anybody. */
export interface LiveHints {
  /** Called once CloudStack has accepted the command (job given or, for synchronous commands, done), and again when a waited job has ended. Must not throw or wait. */
  mutationDone(hint: MutationHint): void;
}
