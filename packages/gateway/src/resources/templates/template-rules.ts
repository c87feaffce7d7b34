import { type ActionRule, firstOf } from '../../actions.ts';

/** What the rules read of a row of `listTemplates`. */
export interface TemplateState {
  isready?: boolean | undefined;
  status?: string | undefined;
  isextractable?: boolean | undefined;
  templatetype?: string | undefined;
}

function unlessReady(template: TemplateState): string | null {
  if (template.isready === true) return null;
  if (/error|fail|abandon/i.test(template.status ?? '')) {
    return `The download failed (${template.status}). Delete the template and register it again.`;
  }
  return `The template is not there yet${template.status ? ` (${template.status})` : ''}. Wait until it is ready.`;
}

const ofSystem = (template: TemplateState) =>
  ['SYSTEM', 'BUILTIN', 'PERHOST', 'ROUTING'].includes(template.templatetype ?? '') && 'This template belongs to CloudStack itself.';

const extract = (template: TemplateState) =>
  firstOf(
    unlessReady(template),
    template.isextractable !== true && 'The template is not marked as downloadable. Allow that in its permissions first.',
  );

/** When CloudStack takes an action on a template. */
export const templateRules: readonly ActionRule<TemplateState>[] = [
  { name: 'COPY', command: 'copyTemplate', refusal: unlessReady },
  { name: 'EXTRACT', command: 'extractTemplate', refusal: extract },
  { name: 'UPDATE', command: 'updateTemplate', refusal: (template) => firstOf(ofSystem(template)) },
  { name: 'DELETE', command: 'deleteTemplate', refusal: (template) => firstOf(ofSystem(template)) },
];
