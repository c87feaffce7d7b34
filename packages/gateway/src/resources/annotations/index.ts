import './annotation-mutations.ts';
