import './configuration-queries.ts';
import './configuration-mutations.ts';
