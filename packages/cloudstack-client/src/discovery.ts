import type { CloudStackClient } from './client.ts';

/** What this CloudStack lets this caller do. */
export interface Capabilities {
  /** As in `4.22.0.0-SNAPSHOT`. */
  readonly version: string;
  /** Everything `listCapabilities` tells: `securitygroupsenabled`, `kvmsnapshotenabled`, `apilimitmax` … */
  readonly flags: Readonly<Record<string, unknown>>;
  /** The commands the caller's role may use. */
  readonly commands: ReadonlySet<string>;
  /** Whether the command, and the parameter of it, exist there for this caller. */
  has(command: string, parameter?: string): boolean;
}

/**
 * Asks what there is (`listApis`, `listCapabilities`): two calls, of which `listApis` takes some 300 ms and 2 MB. Keep the
 * answer; it changes with the role of the caller and the version of the server.
 */
export async function discover(client: CloudStackClient, options: { signal?: AbortSignal } = {}): Promise<Capabilities> {
  const [apis, flags] = await Promise.all([client.call('listApis', {}, options), client.call('listCapabilities', {}, options)]);
  const parameters = new Map<string, Set<string>>();
  for (const { name, params } of apis.rows) {
    if (name) parameters.set(name, new Set((params ?? []).map((param) => (param.name ?? '').toLowerCase())));
  }
  return {
    version: flags.cloudstackversion ?? '',
    flags: { ...flags },
    commands: new Set(parameters.keys()),
    has: (command, parameter) => {
      const known = parameters.get(command);
      return known !== undefined && (parameter === undefined || known.has(parameter.toLowerCase()));
    },
  };
}
