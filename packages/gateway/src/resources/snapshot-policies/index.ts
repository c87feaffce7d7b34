import './snapshot-policy-queries.ts';
import './snapshot-policy-mutations.ts';
