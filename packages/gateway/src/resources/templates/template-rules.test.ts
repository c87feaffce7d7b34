import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../actions.ts';
import { type TemplateState, templateRules } from './template-rules.ts';

const ready: TemplateState = { isready: true, status: 'Download Complete', isextractable: true, templatetype: 'USER' };
const reason = (name: (typeof templateRules)[number]['name'], row: TemplateState) => refusalOf(templateRules, name, row);

describe('template rules', () => {
  it('allows everything on a ready one', () => {
    expect(templateRules.map((rule) => rule.refusal(ready))).toEqual(templateRules.map(() => null));
  });
  it('waits for the download', () =>
    expect(reason('COPY', { ...ready, isready: false, status: undefined })).toMatch(/not there yet\. Wait/));
  it('tells a failed download apart', () => expect(reason('COPY', { isready: false, status: 'Download Error' })).toMatch(/again/));
  it('refuses EXTRACT of one that is not downloadable', () =>
    expect(reason('EXTRACT', { ...ready, isextractable: false })).toMatch(/not marked as downloadable/));
  it.each(['BUILTIN', 'SYSTEM'])("does not change CloudStack's own (%s)", (templatetype) => {
    expect(reason('DELETE', { ...ready, templatetype })).toMatch(/CloudStack itself/);
    expect(reason('UPDATE', { ...ready, templatetype })).toMatch(/CloudStack itself/);
  });
});
