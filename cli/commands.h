/*
 * The subcommands of pam-sts, one file each.  argv[0] is the subcommand's
 * name; the result is the exit code.  Every refusal has been said on standard
 * error by the one who found out.
 */

#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

enum { DONE = 0, REFUSED = 1, USAGE = 2 };

int command_assume(int argc, char **argv);
int command_check(int argc, char **argv);
int command_credentials(int argc, char **argv);
int command_drop(int argc, char **argv);
int command_enrol(int argc, char **argv);
int command_env(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_key(int argc, char **argv);
int command_list(int argc, char **argv);
int command_logout(int argc, char **argv);
int command_renew(int argc, char **argv);
int command_revoke(int argc, char **argv);
int command_sessions(int argc, char **argv);
int command_status(int argc, char **argv);
int command_sweep(int argc, char **argv);
int command_whoami(int argc, char **argv);

#endif
