import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const file = fileURLToPath(new URL('../src/imagined.ts', import.meta.url));

let text = '';
let version = 0;

const editor = ts.createLanguageService({
  getCompilationSettings: () => ({
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2024,
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    types: ['node'],
  }),
  getScriptFileNames: () => [file],
  getScriptVersion: (name) => (name === file ? String(version) : '1'),
  getScriptSnapshot: (name) => {
    const content = name === file ? text : ts.sys.readFile(name);
    return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
  },
  getCurrentDirectory: () => fileURLToPath(new URL('..', import.meta.url)),
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: ts.sys.fileExists,
  readFile: ts.sys.readFile,
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
});

/** What an editor offers at `‸` in a file beside the client's source. */
function offered(typed: string): string[] {
  text = typed.replace('‸', '');
  version += 1;
  return editor.getCompletionsAtPosition(file, typed.indexOf('‸'), {})?.entries.map(({ name }) => name) ?? [];
}

const typed = (statement: string): string =>
  `import type { CloudStackClient } from './index.ts';\nexport const run = async (client: CloudStackClient) => { ${statement} };`;

test('an editor offers the commands, the parameters of one, and the fields of its rows', { timeout: 60_000 }, () => {
  const commands = offered(typed(`await client.call('‸')`));
  expect(commands.length).toBeGreaterThanOrEqual(800);
  expect(commands).toEqual(expect.arrayContaining(['listVirtualMachines', 'deployVirtualMachine', 'deleteVolume']));
  const parameters = offered(typed(`await client.call('listVirtualMachines', { ‸ })`));
  expect(parameters).toEqual(expect.arrayContaining(['ids', 'details', 'zoneid', 'listall', 'retrieveonlyresourcecount']));
  expect(parameters).not.toContain('templatefilter');
  const fields = offered(typed(`(await client.call('listVirtualMachines')).rows[0]?.‸`));
  expect(fields).toEqual(expect.arrayContaining(['id', 'displayname', 'nic', 'serviceofferingname']));
});
