import * as z from 'zod';

/** CloudStack's `vm.userdata.max.length` by default, in bytes once decoded. */
const USER_DATA_BYTES = 32_768;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const KEY_KINDS = '(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\\.com)';
const PUBLIC_KEY = new RegExp(`^(?<kind>${KEY_KINDS})\\s+(?<blob>[A-Za-z0-9+/]+={0,2})(?:\\s.*)?$`);

function isBase64(value: string): boolean {
  const compact = value.replace(/\s+/g, '');
  return compact !== '' && compact.length % 4 === 0 && BASE64.test(compact);
}

/** Cloud-init or other user data, Base64 encoded, at most 32 KiB decoded. */
export const userDataBase64 = z
  .string()
  .refine(isBase64, 'Not Base64. Encode the text first (in a shell: base64 -w0 cloud-init.yaml).')
  .refine(
    (value) => Buffer.from(value, 'base64').length <= USER_DATA_BYTES,
    `Too long: at most ${USER_DATA_BYTES.toLocaleString('en-US')} bytes once decoded. Fetch the rest from a URL in it.`,
  );

/** A public key in OpenSSH form; a private key pasted by mistake is told apart. */
export const sshPublicKey = z.string().superRefine((value, context) => {
  const message = publicKeyProblem(value.trim());
  if (message) context.addIssue({ code: 'custom', message });
});

function publicKeyProblem(key: string): string | null {
  if (/PRIVATE KEY/.test(key)) return 'This is a private key. Paste the public one, the file that ends in ".pub".';
  const parts = PUBLIC_KEY.exec(key)?.groups;
  if (!parts) return 'Not an OpenSSH public key. It begins with "ssh-ed25519" or "ssh-rsa", as in the file that ends in ".pub".';
  // The blob begins with its own algorithm name, length first: a truncated or mixed-up paste shows here.
  const [kind, blob] = [parts.kind ?? '', Buffer.from(parts.blob ?? '', 'base64')];
  const length = blob.length >= 4 ? blob.readUInt32BE(0) : 0;
  return blob.subarray(4, 4 + length).toString('latin1') === kind ? null : 'The key is cut off or damaged. Paste the whole line again.';
}
