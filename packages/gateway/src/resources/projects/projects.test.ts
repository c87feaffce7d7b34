import { CloudStackClient, createTransport } from '@cloudstack-graph/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
let project: string;

beforeAll(async () => {
  harness = await startHarness({ simulator: { vms: 3, volumes: 3 } });
});
afterAll(() => harness.close());

const membersOf = async (as: 'alice' | 'bob' | 'dana' = 'alice') => {
  const { data } = await harness.query<{
    project: { members: { nodes: { account: string; username: string | null; role: string }[] } } | null;
  }>('query($id: ID!) { project(id: $id) { members { nodes { account username role accountId userId } } } }', { id: project }, { as });
  return data.project?.members.nodes;
};

describe('projects', () => {
  it('are made by a user, who manages them', async () => {
    const made = await mutate(
      harness,
      'createProject',
      { name: 'gemini', displayText: 'The twins', waitSeconds: 30 },
      'project { id name displayText state administrators owner { account domainPath } actions { name disabledReason } counts { virtualMachines } limits { resource used limit } }',
    );
    expect(made).toMatchObject({
      project: { name: 'gemini', displayText: 'The twins', state: 'ACTIVE', administrators: ['alice'], owner: { account: 'alice' } },
    });
    const row = made.project as { id: string; actions: { name: string; disabledReason: string | null }[]; limits: unknown[] };
    project = row.id;
    expect(row.actions).toContainEqual({ name: 'ACTIVATE', disabledReason: 'The project is active already.' });
    expect(row.actions).toContainEqual({ name: 'SUSPEND', disabledReason: null });
    expect(row.limits.length).toBeGreaterThan(5);
    const { data } = await harness.query(
      'query($id: ID!) { project(id: $id) { name } node(id: $id) { id ... on Project { displayText } } projects(filter: { keyword: "gem" }) { nodes { id } } }',
      { id: project },
      { as: 'alice' },
    );
    expect(data).toEqual({
      project: { name: 'gemini' },
      node: { id: project, displayText: 'The twins' },
      projects: { nodes: [{ id: project }] },
    });
  });

  it.each([
    [{ name: ' ' }, 'name'],
    [{ name: 'x', waitSeconds: 999 }, 'waitSeconds'],
    [{ name: 'x', account: 'bob' }, 'account'],
  ])('are refused as %j', async (input, field) => {
    expect(await mutate(harness, 'createProject', input)).toMatchObject({ fields: [{ path: ['input', field] }] });
  });

  it('have one name once', async () => {
    expect((await mutate(harness, 'createProject', { name: 'gemini' })).__typename).toMatch(/InvalidInputError|ConflictError/);
  });

  it('are not seen by strangers', async () => {
    const { data } = await harness.query(
      'query($id: ID!) { project(id: $id) { name } projects { nodes { id } } }',
      { id: project },
      { as: 'bob' },
    );
    expect(data).toMatchObject({ project: null });
    expect(JSON.stringify(data)).not.toContain(project);
    expect(await mutate(harness, 'deleteProject', { id: project }, '', { as: 'bob' })).toMatchObject({ __typename: 'NotFoundError' });
  });

  it('take accounts and users in and out', async () => {
    expect(await mutate(harness, 'addAccountToProject', { projectId: project })).toMatchObject({
      fields: [{ path: ['input', 'account'] }],
    });
    expect(
      await mutate(harness, 'addAccountToProject', { projectId: project, account: 'bob', waitSeconds: 30 }, 'project { id }'),
    ).toMatchObject({ project: { id: project } });
    expect(await membersOf()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ account: 'bob', role: 'REGULAR' }),
        expect.objectContaining({ account: 'alice', role: 'ADMIN' }),
      ]),
    );
    expect(await membersOf('bob')).toHaveLength(2);
    expect(await mutate(harness, 'removeAccountFromProject', { projectId: project, account: 'alice', waitSeconds: 30 })).toMatchObject({
      __typename: expect.stringMatching(/Error$/),
    });
    expect(
      await mutate(harness, 'removeAccountFromProject', { projectId: project, account: 'bob', waitSeconds: 30 }, 'project { id }'),
    ).toMatchObject({ project: { id: project } });
    expect(await membersOf('bob')).toBeUndefined();
    await mutate(harness, 'addUserToProject', { projectId: project, username: 'bob', role: 'ADMIN', waitSeconds: 30 });
    const bob = (await membersOf('bob'))?.find((member) => member.username === 'bob') as { userId?: string; role?: string } | undefined;
    expect(bob).toMatchObject({ role: 'ADMIN', userId: expect.stringMatching(/^User:/) });
    const demoted = { projectId: project, userId: bob?.userId, role: 'REGULAR', waitSeconds: 30 };
    expect((await mutate(harness, 'updateProjectMember', demoted)).__typename).toBe('UpdateProjectMemberSuccess');
    expect(await membersOf()).toContainEqual(expect.objectContaining({ username: 'bob', role: 'REGULAR' }));
    expect((await mutate(harness, 'removeUserFromProject', { projectId: project, userId: bob?.userId, waitSeconds: 30 })).__typename).toBe(
      'RemoveUserFromProjectSuccess',
    );
  });

  it('give a member another role, but never take the last one who manages', async () => {
    const role = (input: object) => mutate(harness, 'updateProjectMember', { projectId: project, waitSeconds: 30, ...input });
    expect(await role({ role: 'ADMIN' })).toMatchObject({ fields: [{ path: ['input', 'account'] }] });
    expect(await role({ role: 'ADMIN', account: 'bob' })).toMatchObject({
      __typename: 'JobFailedError',
      message: expect.stringContaining("doesn't belong to the project"),
    });
    expect((await role({ role: 'REGULAR', account: 'alice' })).__typename).toMatch(/Error$/);
    await mutate(harness, 'addAccountToProject', { projectId: project, account: 'bob', waitSeconds: 30 });
    expect((await role({ role: 'ADMIN', account: 'bob' })).__typename).toBe('UpdateProjectMemberSuccess');
    expect((await role({ role: 'REGULAR', account: 'alice' })).__typename).toBe('UpdateProjectMemberSuccess');
    expect(await membersOf()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ account: 'bob', role: 'ADMIN' }),
        expect.objectContaining({ account: 'alice', role: 'REGULAR' }),
      ]),
    );
    await mutate(harness, 'updateProjectMember', { projectId: project, account: 'alice', role: 'ADMIN', waitSeconds: 30 }, '', {
      as: 'bob',
    });
    await mutate(harness, 'removeAccountFromProject', { projectId: project, account: 'bob', waitSeconds: 30 });
    expect(await membersOf()).toEqual([expect.objectContaining({ account: 'alice', role: 'ADMIN' })]);
  });

  it('hold volumes that lists scoped to them show', async () => {
    const { data: zone } = await harness.query<{
      zones: { nodes: { id: string }[] };
      diskOfferings: { nodes: { id: string; isCustomized: boolean }[] };
    }>('{ zones { nodes { id } } diskOfferings { nodes { id isCustomized } } }', {}, { as: 'alice' });
    const offering = zone.diskOfferings.nodes.find(({ isCustomized }) => !isCustomized);
    const made = await mutate(
      harness,
      'createVolume',
      { name: 'shared-disk', zoneId: zone.zones.nodes[0]?.id, diskOfferingId: offering?.id, projectId: project, waitSeconds: 60 },
      'volume { id owner { project projectId } }',
    );
    expect(made).toMatchObject({ volume: { owner: { project: 'gemini', projectId: project } } });
    const { data } = await harness.query(
      `query($id: ID!) { volumes(filter: { scope: { project: $id } }) { nodes { name } }
        project(id: $id) { volumes { nodes { name } } virtualMachines { totalCount } counts { volumes } } }`,
      { id: project },
      { as: 'alice' },
    );
    expect(data).toEqual({
      volumes: { nodes: [{ name: 'shared-disk' }] },
      project: { volumes: { nodes: [{ name: 'shared-disk' }] }, virtualMachines: { totalCount: 0 }, counts: { volumes: 1 } },
    });
    const { errors } = await harness.query(
      'query($id: ID!) { volumes(filter: { scope: { project: $id } }) { totalCount } }',
      { id: project },
      {
        as: 'bob',
      },
    );
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('are suspended, activated, renamed and deleted', async () => {
    expect(await mutate(harness, 'activateProject', { id: project })).toMatchObject({ __typename: 'InvalidStateError', state: 'Active' });
    expect(await mutate(harness, 'suspendProject', { id: project, waitSeconds: 30 }, 'project { state }')).toMatchObject({
      project: { state: 'SUSPENDED' },
    });
    expect(await mutate(harness, 'suspendProject', { id: project })).toMatchObject({ __typename: 'InvalidStateError' });
    expect(await mutate(harness, 'activateProject', { id: project, waitSeconds: 30 }, 'project { state }')).toMatchObject({
      project: { state: 'ACTIVE' },
    });
    expect(await mutate(harness, 'updateProject', { id: project })).toMatchObject({ __typename: 'InvalidInputError' });
    expect(
      await mutate(harness, 'updateProject', { id: project, name: 'apollo', waitSeconds: 30 }, 'project { name displayText }'),
    ).toMatchObject({ project: { name: 'apollo', displayText: 'The twins' } });
    expect((await mutate(harness, 'deleteProject', { id: project, waitSeconds: 30 })).__typename).toMatch(/Error$/);
    expect(await mutate(harness, 'deleteProject', { id: project, cleanup: true, waitSeconds: 30 }, 'projectId')).toMatchObject({
      projectId: project,
    });
    const { data } = await harness.query('query($id: ID!) { project(id: $id) { name } }', { id: project }, { as: 'alice' });
    expect(data).toEqual({ project: null });
  });
});

describe('invitations to projects', () => {
  beforeAll(async () => {
    const transport = createTransport({ endpoint: harness.endpoint });
    const admin = new CloudStackClient({
      transport,
      credentials: { kind: 'keys', apiKey: 'demo-api-key-admin', secretKey: 'demo-secret-key-admin' },
    });
    await admin.call('updateConfiguration', { name: 'project.invite.required', value: 'true' });
    await transport.close();
  });

  it('are made, seen, declined, accepted and taken back', async () => {
    const made = await mutate(harness, 'createProject', { name: 'by-invitation', waitSeconds: 30 }, 'project { id }');
    const { id } = made.project as { id: string };
    const invite = () => mutate(harness, 'addAccountToProject', { projectId: id, account: 'bob', waitSeconds: 30 });
    expect(await mutate(harness, 'addAccountToProject', { projectId: id, email: 'nobody' })).toMatchObject({
      fields: [{ path: ['input', 'email'] }],
    });
    const invited = async (as: 'alice' | 'bob', state = 'PENDING') => {
      await invite();
      const { data } = await harness.query<{ projectInvitations: { nodes: { id: string; state: string }[] } }>(
        `query($id: ID, $state: ProjectInvitationState) { projectInvitations(filter: { projectId: $id, state: $state }) {
          nodes { id state projectId projectName account email actions { name disabledReason } } } }`,
        // one who is invited does not see the project yet
        { id: as === 'alice' ? id : undefined, state },
        { as },
      );
      return data.projectInvitations.nodes[0];
    };
    const first = await invited('bob');
    expect(first).toMatchObject({
      state: 'PENDING',
      projectId: id,
      projectName: 'by-invitation',
      account: 'bob',
      actions: [
        { name: 'ACCEPT', disabledReason: null },
        { name: 'DECLINE', disabledReason: null },
        { name: 'DELETE', disabledReason: null },
      ],
    });
    const bob = { as: 'bob' } as const;
    expect(
      await mutate(harness, 'declineProjectInvitation', { id: first?.id, waitSeconds: 30 }, 'projectInvitation { state }', bob),
    ).toMatchObject({ projectInvitation: { state: 'DECLINED' } });
    expect(await mutate(harness, 'acceptProjectInvitation', { id: first?.id }, '', bob)).toMatchObject({ __typename: 'InvalidStateError' });
    const second = await invited('alice');
    expect(await mutate(harness, 'revokeProjectInvitation', { id: second?.id, waitSeconds: 30 }, 'projectInvitationId')).toMatchObject({
      projectInvitationId: second?.id,
    });
    const third = await invited('bob');
    const accepted = await mutate(
      harness,
      'acceptProjectInvitation',
      { id: third?.id, waitSeconds: 30 },
      'projectInvitation { project { name members { totalCount } } }',
      bob,
    );
    expect(accepted).toMatchObject({ projectInvitation: { project: { name: 'by-invitation', members: { totalCount: 2 } } } });
  });
});
