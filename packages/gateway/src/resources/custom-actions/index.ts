import './custom-action-type.ts';
import './custom-action-mutations.ts';
