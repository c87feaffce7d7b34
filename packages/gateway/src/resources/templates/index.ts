import './template-queries.ts';
import './template-mutations.ts';
