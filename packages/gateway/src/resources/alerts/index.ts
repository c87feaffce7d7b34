import './alert-queries.ts';
import './alert-mutations.ts';
