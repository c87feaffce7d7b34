import { expect, it } from 'vitest';
import { orderOf } from './order.ts';

const fields = ['NAME', 'CREATED_AT'] as const;

it.each([
  ['name', 'NAME', 'ASC'],
  ['-created-at', 'CREATED_AT', 'DESC'],
])('reads %s', (sort, field, direction) => {
  expect(orderOf(sort, fields)).toEqual({ orderBy: [{ field, direction }] });
});

it('shows the plain list for an order that it does not know', () => {
  expect(orderOf(null, fields)).toEqual({});
  expect(orderOf('colour', fields)).toEqual({});
});
