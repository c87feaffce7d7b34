import type { ActionRule } from '../../actions.ts';

/** What the rules read of a row of `listDomains`. */
export interface DomainState {
  level?: number | undefined;
}

const root = (domain: DomainState) => (domain.level === 0 ? 'The root domain stays as it is.' : null);

/** When CloudStack takes an action on a domain. */
export const domainRules: readonly ActionRule<DomainState>[] = [
  { name: 'UPDATE', command: 'updateDomain', refusal: root },
  { name: 'DELETE', command: 'deleteDomain', refusal: root },
];
