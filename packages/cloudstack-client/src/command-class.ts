import { isReadCommand } from './generated/command-table.ts';

/** Circuit breakers and retries go by class: `job` are the polls of asynchronous jobs, `auth` what opens and ends sessions. */
export type CommandClass = 'read' | 'action' | 'job' | 'auth';

const jobCommands = new Set(['queryAsyncJobResult', 'listAsyncJobs']);
const authCommands = new Set(['login', 'logout', 'oauthlogin', 'samlSso', 'samlSlo', 'validateUserTwoFactorAuthenticationCode']);

/** The class of a command. One that the catalogue does not know is an action, unless its name says `list`. */
export function commandClass(command: string): CommandClass {
  if (jobCommands.has(command)) return 'job';
  if (authCommands.has(command)) return 'auth';
  return isReadCommand(command) ? 'read' : 'action';
}

/** Only what changes nothing may be sent twice. */
export function mayRetry(commandClass: CommandClass): boolean {
  return commandClass === 'read' || commandClass === 'job';
}
