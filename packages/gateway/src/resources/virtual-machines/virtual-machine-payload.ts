import { selectedFields } from '../../lookahead.ts';
import type { Outcome, SuccessBuilder } from '../../payloads.ts';
import { detailsFor, requireVirtualMachine } from './virtual-machine-loader.ts';
import { VirtualMachine } from './virtual-machine-type.ts';

/** The field `virtualMachine` of a payload: read anew after the change, with the details that are selected of it. */
export const changedVirtualMachine = <S extends Outcome>(t: SuccessBuilder<S>) =>
  t.field({
    type: VirtualMachine,
    description: 'The machine, as it is now.',
    resolve: (outcome, _args, context, info) => requireVirtualMachine(context, outcome.id, detailsFor(selectedFields(info))),
  });
