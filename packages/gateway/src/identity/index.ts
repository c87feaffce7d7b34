import './viewer-type.ts';
import './sign-in-mutations.ts';
