import './port-forwarding-rule-type.ts';
import './port-forwarding-rule-mutations.ts';
