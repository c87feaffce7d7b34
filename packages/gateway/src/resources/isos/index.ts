import './iso-queries.ts';
import './iso-mutations.ts';
