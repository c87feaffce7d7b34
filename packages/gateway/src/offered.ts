import { requireCommand } from './capabilities.ts';
import type { GatewayContext } from './context.ts';
import { ForbiddenError } from './errors.ts';
import { NO_SUCH_COMMAND } from './upstream-errors.ts';

/**
 * For `catch`: a command that this cloud does not offer to the caller is refused as UNSUPPORTED, naming it. The 2 MB of
 * `listApis` are asked for only when CloudStack has refused already.
 *
 * @param what the feature, for people: `Webhooks`
 */
export const orUnsupported =
  (context: GatewayContext, command: string, what: string) =>
  async (error: unknown): Promise<never> => {
    const { cloudStack } = (error instanceof ForbiddenError ? error.extensions : {}) as { cloudStack?: { errorCode?: number } };
    if (cloudStack?.errorCode === NO_SUCH_COMMAND) await requireCommand(context, command, what);
    throw error;
  };
