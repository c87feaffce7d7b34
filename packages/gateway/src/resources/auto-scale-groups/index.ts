import './auto-scale-group-queries.ts';
import './auto-scale-group-creation.ts';
import './auto-scale-group-mutations.ts';
