import { builder } from '../../builder.ts';
import { ForbiddenError, GatewayError, InvalidStateError, NotFoundError } from '../../errors.ts';
import { uuidOf } from '../../ids.ts';
import { mutation } from '../../mutation.ts';
import { idField, type SuccessBuilder } from '../../payloads.ts';
import { requireAllowed } from '../../rules.ts';
import { requireVirtualMachine } from './virtual-machine-loader.ts';
import { virtualMachineRules } from './virtual-machine-rules.ts';

const OpenVirtualMachineConsoleInput = builder.inputType('OpenVirtualMachineConsoleInput', {
  description: 'Of which running machine to open the console.',
  fields: (t) => ({ id: t.id(idField) }),
});

mutation({
  name: 'openVirtualMachineConsole',
  description: "Opens the console of a running machine: a page of CloudStack's console proxy, good for one visit, soon.",
  input: OpenVirtualMachineConsoleInput,
  success: (t: SuccessBuilder<{ url: string }>) => ({
    url: t.exposeString('url', { description: 'Where the console is. Whoever has it can use the console: do not keep or share it.' }),
  }),
  errors: [NotFoundError, ForbiddenError, InvalidStateError],
  run: async (input, context) => {
    const id = uuidOf('VirtualMachine', input.id, ['input', 'id']);
    requireAllowed(virtualMachineRules, 'OPEN_CONSOLE', await requireVirtualMachine(context, id));
    const endpoint = await context.cloud.run('createConsoleEndpoint', { virtualmachineid: id });
    if (!endpoint.url) throw new GatewayError('UNSUPPORTED', endpoint.details || 'CloudStack has no console for this instance.');
    return { url: endpoint.url };
  },
});
