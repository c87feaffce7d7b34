import './domain-queries.ts';
import './domain-mutations.ts';
