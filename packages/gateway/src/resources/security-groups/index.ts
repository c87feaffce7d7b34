import './security-group-queries.ts';
import './security-group-mutations.ts';
