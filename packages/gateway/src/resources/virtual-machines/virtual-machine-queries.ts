import type { GraphQLResolveInfo } from 'graphql';
import { askAhead } from '../../ask-ahead.ts';
import { builder } from '../../builder.ts';
import { pageArguments, pageComplexity } from '../../connection.ts';
import type { GatewayContext } from '../../context.ts';
import { GatewayError } from '../../errors.ts';
import { uuidOf } from '../../ids.ts';
import { addIndexFields, indexedConnection } from '../../index-store/index-connection.ts';
import { remember } from '../../join-by-cost.ts';
import { selectedFields, selectedOfRows } from '../../lookahead.ts';
import { type Connection, checkPageArguments, connectionFromPages, connectionFromRows, type PageArguments } from '../../paging.ts';
import { listEvery, listPage, MOST_LOOKED_THROUGH } from '../../scoped-list.ts';
import { selectionOf, VirtualMachineFilter, type VirtualMachineSelection } from './virtual-machine-filter.ts';
import { VirtualMachineOrder, virtualMachineConditions, virtualMachineIndex } from './virtual-machine-index.ts';
import { detailsFor, type VirtualMachineRow, virtualMachines } from './virtual-machine-loader.ts';
import { VirtualMachine } from './virtual-machine-type.ts';

export const VirtualMachineConnection = builder.connectionObject(
  { type: VirtualMachine, name: 'VirtualMachineConnection', description: 'A page of virtual machines.' },
  { name: 'VirtualMachineEdge', description: 'A virtual machine and its place in the list.' },
);

addIndexFields(VirtualMachineConnection);

builder.queryField('virtualMachine', (t) =>
  t.field({
    type: VirtualMachine,
    nullable: true,
    description: 'A virtual machine by its id. Null: it is gone, or not visible to the caller.',
    args: { id: t.arg.id({ required: true, description: 'Typed id or UUID.' }) },
    resolve: (_root, args, context, info) =>
      virtualMachines.load(context, uuidOf('VirtualMachine', args.id), detailsFor(selectedFields(info))),
  }),
);

builder.queryField('virtualMachines', (t) =>
  t.field({
    type: VirtualMachineConnection,
    description: 'Virtual machines, oldest first.',
    args: {
      ...pageArguments(t.arg),
      filter: t.arg({ type: VirtualMachineFilter, description: 'Which machines.' }),
      orderBy: t.arg({
        type: [VirtualMachineOrder],
        description: 'The order, by one column or several; needs the live index (see `indexing`).',
      }),
    },
    complexity: pageComplexity(),
    resolve: (_root, args, context, info) =>
      indexedConnection(context, info, args, {
        resource: virtualMachineIndex,
        search: args.filter?.search,
        conditions: () => virtualMachineConditions(context.cloud.identity, args.filter),
        direct: () => listMachines(context, info, args, selectionOf(context.cloud.identity, args.filter), !args.filter),
      }),
  }),
);

async function listMachines(
  context: GatewayContext,
  info: GraphQLResolveInfo,
  args: PageArguments,
  selection: VirtualMachineSelection,
  all: boolean,
): Promise<Connection<VirtualMachineRow>> {
  const { length } = checkPageArguments(args);
  const details = detailsFor(selectedOfRows(info));
  if (selection.matches) return lookThrough(context, args, selection, selection.matches, details);
  askAhead(context, info, 'VirtualMachine', length);
  const page = await connectionFromPages(args, (number, pagesize) =>
    listPage(context, 'listVirtualMachines', { ...selection.parameters, details: detailsParameter(details) }, number, pagesize),
  );
  virtualMachines.prime(
    context,
    page.edges.map((edge) => edge.node),
    details,
  );
  if (all) remember(context, { name: 'virtual machines' }, page.totalCount);
  return page;
}

const detailsParameter = (details: readonly string[]) => (details.length === 0 ? 'min' : details.join(','));

/** All candidates with the least details, tested here; the rows of the page are then fetched with what is selected of them. */
async function lookThrough(
  context: GatewayContext,
  args: PageArguments,
  { parameters }: VirtualMachineSelection,
  matches: (row: VirtualMachineRow) => boolean,
  details: readonly string[],
): Promise<Connection<VirtualMachineRow>> {
  const { rows, count } = await listEvery(context, 'listVirtualMachines', { ...parameters, details: 'min' }, MOST_LOOKED_THROUGH);
  if (rows.length < count) {
    throw new GatewayError(
      'LIMIT_EXCEEDED',
      `Too many machines (${count}) to look through for this filter. Give one state, or narrow the scope.`,
    );
  }
  const page = connectionFromRows(args, rows.filter(matches), 50);
  if (details.length === 0) return page;
  const full = await virtualMachines.loadMany(
    context,
    page.edges.map((edge) => edge.node.id),
    details,
  );
  return { ...page, edges: page.edges.map((edge, index) => ({ ...edge, node: full[index] ?? edge.node })) };
}
