/* Where the private host keeps what only its tests know. */

#ifndef TESTS_MODULE_PLACES_H
#define TESTS_MODULE_PLACES_H

/* On the tmpfs that the launcher mounts over RUNDIR. */
#define SCRATCH RUNDIR "/module-test"
#define FAKE_DIR SCRATCH "/fake"

/* The module's own, as it has them compiled in. */
#define CONF_HOME SYSCONFDIR "/pam_sts"
#define CONF CONF_HOME "/pam_sts.conf"
#define CONF_D CONF_HOME "/conf.d"
#define STATE_DIR LOCALSTATEDIR "/lib/pam_sts"
#define RUN_DIR RUNDIR "/pam_sts"
#define TICKETS RUN_DIR "/tickets"
#define SESSIONS RUN_DIR "/sessions"
#define RECORDS RUN_DIR "/records"
#define KEPT RUN_DIR "/kept"
#define KEEPERS RUN_DIR "/keepers"

/* The users of its /etc/passwd, and the helpers'. */
#define ALICE_UID 1001
#define BOB_UID 1002
#define HELPER_UID 990

#endif
