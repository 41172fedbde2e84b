/** What somebody does at the machine. */
export type Doing = 'report' | 'pay' | 'complain' | 'ask' | 'asked' | 'invite' | 'identify' | 'enrol' | 'staff';
