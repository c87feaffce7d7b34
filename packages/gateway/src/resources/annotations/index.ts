import './annotation-queries.ts';
import './annotation-mutations.ts';
