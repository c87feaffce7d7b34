/** SSH key pairs. No command here writes an event. */
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { ownerOf } from '../../access.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listOwned, when } from '../../paging.ts';
import { defineTable, type Entity, type Store } from '../../store.ts';
import { ownerFields } from '../accounts/owner.ts';

export interface SshKeyPairRecord extends Entity {
  accountId: number;
  name: string;
  /** `ssh-rsa AAAA…` */
  publicKey: string;
  /** MD5 of the key: `35:52:aa:…` */
  fingerprint: string;
}

export const sshKeyPairs = defineTable<SshKeyPairRecord>()({ name: 'SSHKeyPair', label: (row) => row.name });

/** The pair of that name which an account has. */
export function keyPairOf(store: Store, accountId: number, name: string): SshKeyPairRecord | undefined {
  return store
    .table(sshKeyPairs)
    .ofAccount(accountId)
    .find((pair) => pair.name === name);
}

/** The form of OpenSSH: the key's type, exponent and modulus, each with its length, in Base64. */
export function openSshKey(key: KeyObject): string {
  const { e = '', n = '' } = key.export({ format: 'jwk' });
  const parts = [Buffer.from('ssh-rsa'), Buffer.from(e, 'base64url'), Buffer.concat([Buffer.of(0), Buffer.from(n, 'base64url')])];
  const framed = parts.map((part) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    return Buffer.concat([length, part]);
  });
  return `ssh-rsa ${Buffer.concat(framed).toString('base64')}`;
}

/** MD5 of a public key, as `ssh-keygen -E md5` shows it. */
export function fingerprintOf(publicKey: string): string {
  const [, blob = ''] = publicKey.trim().split(/\s+/);
  return (createHash('md5').update(Buffer.from(blob, 'base64')).digest('hex').match(/../g) ?? []).join(':');
}

function row(store: Store, pair: SshKeyPairRecord): Body {
  return {
    id: pair.uuid,
    name: pair.name,
    ...ownerFields(store, pair.accountId),
    domainpath: undefined,
    fingerprint: pair.fingerprint,
    hasannotations: false,
  };
}

function insert(call: Call, publicKey: string): SshKeyPairRecord {
  const { store } = call.cloud;
  const owner = ownerOf(call);
  const name = call.params.required('name');
  if (keyPairOf(store, owner.id, name) !== undefined) throw invalid(`A key pair with name '${name}' already exists.`);
  const fingerprint = fingerprintOf(publicKey);
  if (
    store
      .table(sshKeyPairs)
      .ofAccount(owner.id)
      .some((pair) => pair.fingerprint === fingerprint)
  ) {
    throw invalid('A key pair with key already exists for this account.');
  }
  return store.table(sshKeyPairs).insert({ accountId: owner.id, name, publicKey, fingerprint });
}

/** The private key is shown here and never again. */
function createSshKeyPair(call: Call): Body {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const made = insert(call, openSshKey(pair.publicKey));
  const privatekey = pair.privateKey.export({ type: 'pkcs1', format: 'pem' });
  return { keypair: { privatekey, ...row(call.cloud.store, made) } };
}

function registerSshKeyPair(call: Call): Body {
  const publicKey = call.params.required('publickey').trim();
  if (!/^(ssh-(rsa|dss|ed25519)|ecdsa-sha2-nistp\d+) [A-Za-z0-9+/=]+/.test(publicKey)) throw invalid('Public key is invalid');
  return { keypair: row(call.cloud.store, insert(call, publicKey)) };
}

function listSshKeyPairs(call: Call): Body {
  const { params, cloud } = call;
  return listOwned(call, sshKeyPairs, {
    object: 'sshkeypair',
    build: (pair) => row(cloud.store, pair),
    texts: (pair) => [pair.name, pair.fingerprint],
    where: all<SshKeyPairRecord>(
      when(params.text('name'), (pair, name) => same(pair.name, name)),
      when(params.text('fingerprint'), (pair, fingerprint) => pair.fingerprint === fingerprint),
    ),
  });
}

function deleteSshKeyPair(call: Call): Body {
  const { store } = call.cloud;
  const owner = ownerOf(call);
  const name = call.params.required('name');
  const pair = keyPairOf(store, owner.id, name);
  if (pair === undefined) throw invalid(`A key pair with name '${name}' does not exist for account ${owner.name} in specified domain id`);
  store.table(sshKeyPairs).remove(pair);
  return { success: true };
}

export const sshKeyPairResource: ResourceModule = {
  tables: [sshKeyPairs],
  commands: {
    listSSHKeyPairs: sync(listSshKeyPairs, { entities: { id: sshKeyPairs } }),
    createSSHKeyPair: sync(createSshKeyPair),
    registerSSHKeyPair: sync(registerSshKeyPair),
    deleteSSHKeyPair: sync(deleteSshKeyPair),
  },
};
