import './ssh-key-pair-queries.ts';
import './ssh-key-pair-mutations.ts';
