import { expect, it } from 'vitest';
import { jobReason, jobReasonLine } from './job-reason.ts';

it.each([
  [533, 'The cloud has no room for this just now.'],
  [535, 'Your limit is reached.'],
  [536, 'This clashes with something that is already there.'],
])('says %s in plain words, and keeps those of CloudStack', (errorCode, text) => {
  expect(jobReason({ errorCode, errorText: 'No deployment found' })).toEqual({ text, detail: 'No deployment found' });
});

it('gives CloudStack’s words where there are no better ones', () => {
  expect(jobReason({ errorCode: 530, errorText: 'Failed to revert snapshot' })).toEqual({
    text: 'Failed to revert snapshot',
    detail: null,
  });
  expect(jobReason({ errorCode: null, errorText: null }).text).toBe('CloudStack started it, but could not finish.');
});

it('names things that CloudStack writes as JSON', () => {
  const vm = '{"id":138,"instanceName":"i-2-138-VM","state":"Stopped","type":"User","uuid":"3ac2c990"}';
  expect(jobReasonLine({ errorCode: 533, errorText: `Unable to create a deployment for VM instance ${vm}` })).toBe(
    'The cloud has no room for this just now. Unable to create a deployment for VM instance “i-2-138-VM”',
  );
  expect(jobReason({ errorCode: 530, errorText: 'Broken {"id":1' }).text).toBe('Broken {"id":1');
});
