/** Guest operating systems. */
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { all, listBody, when } from '../../paging.ts';
import { type OsTypeRecord, osCategories, osTypes } from './os-type-records.ts';

function listOsTypes(call: Call): Body {
  const { store } = call.cloud;
  const { params } = call;
  const one = params.row(osTypes, 'id');
  const rows = one !== undefined ? [one] : (params.rows(osTypes, 'ids') ?? store.table(osTypes).all());
  const test = all<OsTypeRecord>(
    when(params.row(osCategories, 'oscategoryid'), (row, category) => row.categoryId === category.id),
    when(params.text('description'), (row, name) => row.name === name),
    when(params.like('keyword'), (row, like) => like(row.name)),
  );
  return listBody(call, 'ostype', test === undefined ? rows : rows.filter(test), (row) => {
    const category = store.table(osCategories).byId(row.categoryId);
    return {
      id: row.uuid,
      oscategoryid: category?.uuid,
      oscategoryname: category?.name,
      name: row.name,
      description: row.name,
      isuserdefined: row.userDefined,
      fordisplay: true,
    };
  });
}

function listOsCategories(call: Call): Body {
  const { store } = call.cloud;
  const one = call.params.row(osCategories, 'id');
  const like = call.params.like('keyword');
  const rows = (one === undefined ? store.table(osCategories).all() : [one]).filter((row) => like?.(row.name) !== false);
  return listBody(call, 'oscategory', rows, (row) => ({ id: row.uuid, name: row.name, isfeatured: row.featured }));
}

export const osTypeResource: ResourceModule = {
  tables: [osTypes, osCategories],
  commands: {
    listOsTypes: sync(listOsTypes, { entities: { id: osTypes, ids: osTypes } }),
    listOsCategories: sync(listOsCategories, { entities: { id: osCategories } }),
  },
};
