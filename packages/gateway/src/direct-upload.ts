import type { Result } from '@cloudstack-graph/client';
import { builder } from './builder.ts';
import { GatewayError } from './errors.ts';
import type { SuccessBuilder } from './payloads.ts';

/** What CloudStack answers of a place to send a file to. */
export type UploadForm = Result<'getUploadParamsForVolume'>;

const HttpHeader = builder.objectRef<{ name: string; value: string }>('HttpHeader').implement({
  description: 'A header of an HTTP request.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name.' }),
    value: t.exposeString('value', { description: 'Its value, to be sent as it is.' }),
  }),
});

/** Where a client sends a file to by itself: it never passes through here. */
export const DirectUpload = builder.objectRef<UploadForm>('DirectUpload').implement({
  description:
    'Where to send a file to, straight to the storage of the cloud: by POST, as `multipart/form-data` with the file in the part `file`, and with these headers.',
  fields: (t) => ({
    url: t.string({ description: 'Where to send it to.', resolve: (form) => form.postURL ?? '' }),
    headers: t.field({
      type: [HttpHeader],
      description: 'What the request has to carry: they prove that it is allowed. Valid for this one file.',
      resolve: ({ signature = '', metadata = '', expires = '' }) => [
        { name: 'X-signature', value: signature },
        { name: 'X-metadata', value: metadata },
        { name: 'X-expires', value: expires },
      ],
    }),
    expiresAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when the file must have been begun to be sent.',
      resolve: ({ expires }) => expires ?? null,
    }),
  }),
});

/** What a mutation that prepares an upload carries to its payload. */
export interface UploadOutcome {
  id: string;
  form: UploadForm;
}

/** The field `upload` of such a payload. */
export const uploadField = (t: SuccessBuilder<UploadOutcome>) =>
  t.field({ type: DirectUpload, description: 'Where to send the file to, and how.', resolve: ({ form }) => form });

/** The outcome of CloudStack's answer. @throws GatewayError where it names nothing */
export function uploadOutcome(form: UploadForm): UploadOutcome {
  if (form.id === undefined || form.postURL === undefined)
    throw new GatewayError('UPSTREAM_INVALID', 'CloudStack took the order, but did not say where to send the file.');
  return { id: form.id, form };
}
