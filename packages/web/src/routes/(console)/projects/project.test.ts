import { describe, expect, it } from 'vitest';
import { makeProblem } from '#lib/graph/problems.ts';
import type { MemberData } from './project-documents.ts';
import { atName, emptyMember, memberProblems, projectInput, projectProblems, refusalLine } from './project-form.ts';
import { byRank, contentWords, isForViewer, isLastAdministrator, isProjectState, manages, memberName, namesLine } from './project-view.ts';

const member = (account: string, role: MemberData['role'], username: string | null = null): MemberData => ({
  account,
  accountId: `Account:${account}`,
  username,
  userId: username && `User:${username}`,
  role,
});

describe('who may do what', () => {
  it('lets those manage a project who are its administrators, or stand above it', () => {
    const project = { administrators: ['alice', 'carol'] };
    expect(manages(project, { account: 'alice', roleType: 'User' })).toBe(true);
    expect(manages(project, { account: 'bob', roleType: 'User' })).toBe(false);
    expect(manages(project, { account: 'dana', roleType: 'DomainAdmin' })).toBe(true);
  });

  it('puts those first who manage', () => {
    const all = [member('zoe', 'REGULAR'), member('bob', 'ADMIN'), member('ada', 'REGULAR'), member('alice', 'ADMIN')];
    expect(all.sort(byRank).map(({ account }) => account)).toEqual(['alice', 'bob', 'ada', 'zoe']);
  });

  it('keeps the last one who manages', () => {
    const [alice, bob] = [member('alice', 'ADMIN'), member('bob', 'REGULAR')];
    expect([alice, bob].map((one) => isLastAdministrator(one, [alice, bob]))).toEqual([true, false]);
    expect(isLastAdministrator(alice, [alice, member('carol', 'ADMIN')])).toBe(false);
  });

  it('tells the invitations of the viewer from those of others', () => {
    const bob = { id: 'User:b', account: 'bob', roleType: 'User' };
    expect(isForViewer({ account: 'bob', userId: null }, bob)).toBe(true);
    expect(isForViewer({ account: 'bob', userId: 'User:b' }, bob)).toBe(true);
    expect(isForViewer({ account: 'bob', userId: 'User:c' }, bob)).toBe(false);
    expect(isForViewer({ account: null, userId: null }, bob)).toBe(true);
    const admin = { id: 'User:a', account: 'admin', roleType: 'Admin' };
    expect(isForViewer({ account: 'bob', userId: null }, admin)).toBe(false);
    expect(isForViewer({ account: null, userId: null }, admin)).toBe(false);
  });
});

describe('words', () => {
  it('name a user with the account, unless both are called the same', () => {
    expect(memberName(member('acme-dev', 'REGULAR', 'ada'))).toBe('ada (acme-dev)');
    expect(memberName(member('bob', 'REGULAR', 'bob'))).toBe('bob');
    expect(memberName(member('bob', 'REGULAR'))).toBe('bob');
  });

  it('count the names for which there is no room', () => {
    expect(namesLine(['a', 'b'], 2)).toBe('a, b');
    expect(namesLine(['a', 'b', 'c', 'd'], 12)).toBe('a, b, c +9');
  });

  it('say what is lost with a project, and nothing of what there is none of', () => {
    const none = { virtualMachines: 0, running: 0, stopped: 0, volumes: 0, snapshots: 0, templates: 0, networks: 0, publicIpAddresses: 0 };
    expect(contentWords(none)).toEqual([]);
    expect(contentWords({ ...none, virtualMachines: 2, running: 1, stopped: 1, networks: 1 })).toEqual(['2 instances', '1 network']);
  });

  it('know the states of the graph', () => {
    expect(['ACTIVE', 'active', undefined, 'toString'].map(isProjectState)).toEqual([true, false, false, false]);
  });
});

describe('forms', () => {
  const paths = (problems: { path: string[] }[]) => problems.map(({ path }) => path.join('.'));

  it('want a name, and leave an empty text out', () => {
    expect(paths(projectProblems({ name: ' ', displayText: 'x'.repeat(256) }))).toEqual(['name', 'displayText']);
    expect(projectInput({ name: ' gemini ', displayText: ' ' })).toEqual({ name: 'gemini' });
    expect(projectInput({ name: 'gemini', displayText: 'Twins' })).toEqual({ name: 'gemini', displayText: 'Twins' });
  });

  it('tell at the name that it is taken, and nothing twice', () => {
    const taken = atName(makeProblem('CONFLICT', 'Project with name gemini already exists'));
    expect(paths(taken.fields)).toEqual(['name']);
    expect(refusalLine(taken)).toBe(taken.text);
    const other = makeProblem('LIMIT_EXCEEDED', 'Maximum reached');
    expect(atName(other)).toBe(other);
    expect(refusalLine(other)).toContain('Maximum reached');
  });

  it.each([
    ['account', {}, ['account']],
    ['account', { account: 'bob' }, []],
    ['user', { account: 'bob' }, ['username']],
    ['email', { email: 'ada' }, ['email']],
    ['email', { email: ' ada@example.org ' }, []],
  ] as const)('want what the kind %s is named by: %j', (kind, values, wrong) => {
    expect(paths(memberProblems({ ...emptyMember, ...values, kind }))).toEqual(wrong);
  });
});
