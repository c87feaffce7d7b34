import './role-queries.ts';
import './role-mutations.ts';
