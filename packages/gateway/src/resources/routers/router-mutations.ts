import * as z from 'zod';
import { builder } from '../../builder.ts';
import { idField, waitField, waitRule } from '../../payloads.ts';
import { jobMutation, type Kind, touching } from '../../resource-mutations.ts';
import { type RouterRow, routers } from './router-loader.ts';
import { Router, routerRules } from './router-type.ts';

const kind: Kind<RouterRow> = {
  typename: 'Router',
  words: 'router',
  field: 'router',
  type: Router,
  loader: routers,
  rules: routerRules as never,
};

const StopRouterInput = builder.inputType('StopRouterInput', {
  description: 'Which router to stop.',
  fields: (t) => ({
    id: t.id(idField),
    forced: t.boolean({ defaultValue: false, description: 'Even when its host does not answer.' }),
    waitSeconds: t.int(waitField),
  }),
});

const network = (row: RouterRow) => touching('Network', row.guestnetworkid);

jobMutation(kind, {
  name: 'startRouter',
  description: 'Starts a virtual router.',
  action: 'START',
  command: 'startRouter',
  touches: network,
});

jobMutation(kind, {
  name: 'stopRouter',
  description: 'Stops a virtual router. The network has no way out until it runs again.',
  input: StopRouterInput,
  validate: z.object(waitRule),
  action: 'STOP',
  command: 'stopRouter',
  parameters: (row, input) => ({ id: row.id, forced: input.forced ? true : undefined }),
  touches: network,
});

jobMutation(kind, {
  name: 'rebootRouter',
  description: 'Restarts a virtual router; its network is without a way out for a minute.',
  action: 'REBOOT',
  command: 'rebootRouter',
  touches: network,
});

jobMutation(kind, {
  name: 'destroyRouter',
  description: 'Destroys a virtual router. The network gets another when it is restarted, or a machine starts in it.',
  action: 'DESTROY',
  gone: true,
  command: 'destroyRouter',
  touches: network,
});
