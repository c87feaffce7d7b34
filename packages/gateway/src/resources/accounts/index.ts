import './account-queries.ts';
import './account-mutations.ts';
