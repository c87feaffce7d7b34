import { builder, type Types } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { InvalidInputError } from '../../errors.ts';
import { optionalUuidOf } from '../../ids.ts';
import { listConnection } from '../../listing.ts';
import { ConfigurationConnection } from './configuration-type.ts';

/** Whose setting: nothing given means the whole cloud's. */
export const placeFields = (t: PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>) => ({
  zoneId: t.id({ description: 'Of this zone.' }),
  clusterId: t.id({ description: 'Of this cluster.' }),
  storagePoolId: t.id({ description: 'Of this storage pool.' }),
  domainId: t.id({ description: 'Of this domain.' }),
  accountId: t.id({ description: 'Of this account.' }),
});

type Place = { [field in 'zoneId' | 'clusterId' | 'storagePoolId' | 'domainId' | 'accountId']?: string | null | undefined };

/** {@link placeFields} in CloudStack's words. @throws InvalidInputError for two at once */
export function placeParameters(place: Place, path: readonly string[]) {
  const given = {
    zoneid: optionalUuidOf('Zone', place.zoneId, [...path, 'zoneId']),
    clusterid: optionalUuidOf('Cluster', place.clusterId, [...path, 'clusterId']),
    storageid: optionalUuidOf('StoragePool', place.storagePoolId, [...path, 'storagePoolId']),
    domainid: optionalUuidOf('Domain', place.domainId, [...path, 'domainId']),
    accountid: optionalUuidOf('Account', place.accountId, [...path, 'accountId']),
  };
  if (Object.values(given).filter((id) => id !== undefined).length > 1)
    throw new InvalidInputError([{ path: [...path], message: 'Give one zone, cluster, storage pool, domain or account, or none.' }]);
  return given;
}

export const ConfigurationFilter = builder.inputType('ConfigurationFilter', {
  description: 'Which settings. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    name: t.string({ description: 'The name.' }),
    category: t.string({ description: 'Only of this category.' }),
    group: t.string({ description: 'Only of this group.' }),
    ...placeFields(t),
  }),
});

builder.queryField('configurations', (t) =>
  t.field({
    type: ConfigurationConnection,
    description: 'The settings of the cloud; for operators.',
    args: { ...forwardArguments(t.arg, 50), filter: t.arg({ type: ConfigurationFilter, required: false, description: 'Which settings.' }) },
    complexity: pageComplexity(),
    resolve: (_root, { filter, ...args }, context) =>
      listConnection(context, { command: 'listConfigurations' }, args, {
        parameters: {
          ...placeParameters(filter ?? {}, ['filter']),
          keyword: filter?.keyword ?? undefined,
          name: filter?.name ?? undefined,
          category: filter?.category ?? undefined,
          group: filter?.group ?? undefined,
        },
      }),
  }),
);
