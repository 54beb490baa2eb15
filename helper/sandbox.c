/* The helpers' sandbox: limits, the filters (libseccomp's), Landlock. */

#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "common/limits.h"
#include "helper/landlock.h"
#include "helper/sandbox.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define MIB (1024 * 1024)
#define FIRST_UNUSED_FD 5

/* Down to value; where the host's caller has left less, to that. */
static int
limit(int what, rlim_t value)
{
	struct rlimit r;

	if (getrlimit(what, &r) != 0)
		return -1;
	if (r.rlim_max > value)
		r.rlim_max = value;
	r.rlim_cur = r.rlim_max;
	return setrlimit(what, &r);
}

static int
limits(rlim_t memory, rlim_t files, rlim_t file_size)
{
	/* A write beyond the limit is an error to report, not a death. */
	if (signal(SIGXFSZ, SIG_IGN) == SIG_ERR ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    limit(RLIMIT_CORE, 0) != 0 || limit(RLIMIT_AS, memory) != 0 ||
	    limit(RLIMIT_NOFILE, files) != 0 ||
	    limit(RLIMIT_FSIZE, file_size) != 0)
		return -1;
	return close_range(FIRST_UNUSED_FD, ~0U, 0);
}

static int
add_rules(scmp_filter_ctx filter, uint32_t action, const int *list, size_t n)
{
	int r = 0;

	for (size_t i = 0; i < n && r == 0; i++)
		r = seccomp_rule_add(filter, action, list[i], 0);
	return r;
}

/* Put the filter in force unless adding its rules failed. */
static int
load(scmp_filter_ctx filter, int r)
{
	if (r == 0)
		r = seccomp_load(filter);
	seccomp_release(filter);
	return r == 0 ? 0 : -1;
}

int
sandbox_verify(void)
{
	static const int allowed[] = {SCMP_SYS(recvfrom), SCMP_SYS(sendto),
	    SCMP_SYS(recv), SCMP_SYS(send), SCMP_SYS(mmap2),
	    SCMP_SYS(clock_gettime64), /* these four: 32 bits */
	    SCMP_SYS(pread64), SCMP_SYS(pwrite64), SCMP_SYS(fdatasync),
	    SCMP_SYS(getrandom), SCMP_SYS(clock_gettime), SCMP_SYS(brk),
	    SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(restart_syscall),
	    SCMP_SYS(exit_group)};
	scmp_filter_ctx filter;
	int ruleset, r;

	if (limits(64 * MIB, FIRST_UNUSED_FD + 1, LEDGER_SIZE) != 0)
		return -1;
	if ((ruleset = landlock_ruleset()) != -1 &&
	    landlock_enter(ruleset) != 0)
		return -1;
	if ((filter = seccomp_init(SCMP_ACT_KILL_PROCESS)) == NULL)
		return -1;
	r = add_rules(filter, SCMP_ACT_ALLOW, allowed, COUNT(allowed));
	if (r == 0) /* the lock of the counter, and nothing else of fcntl */
		r = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1,
		    SCMP_A1(SCMP_CMP_EQ, F_SETLKW, 0));
	return load(filter, r);
}

/* What no way of fetching credentials needs, and what reaches processes of
 * our uid: these are the helpers of other logins. */
static int
forbid(scmp_filter_ctx filter)
{
	static const int forbidden[] = {SCMP_SYS(execve), SCMP_SYS(execveat),
	    SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(ptrace),
	    SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
	    SCMP_SYS(kcmp), SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_getfd),
	    SCMP_SYS(pidfd_send_signal), SCMP_SYS(kill), SCMP_SYS(tkill),
	    SCMP_SYS(rt_sigqueueinfo), SCMP_SYS(rt_tgsigqueueinfo),
	    SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(fsopen),
	    SCMP_SYS(fsmount), SCMP_SYS(open_tree), SCMP_SYS(move_mount),
	    SCMP_SYS(mount_setattr), SCMP_SYS(pivot_root), SCMP_SYS(chroot),
	    SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(bpf),
	    SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd),
	    SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter),
	    SCMP_SYS(io_uring_register), SCMP_SYS(add_key),
	    SCMP_SYS(request_key), SCMP_SYS(keyctl), SCMP_SYS(setuid),
	    SCMP_SYS(setgid), SCMP_SYS(setreuid), SCMP_SYS(setregid),
	    SCMP_SYS(setresuid), SCMP_SYS(setresgid), SCMP_SYS(setfsuid),
	    SCMP_SYS(setfsgid), SCMP_SYS(setgroups), SCMP_SYS(capset),
	    SCMP_SYS(setuid32), SCMP_SYS(setgid32), SCMP_SYS(setreuid32),
	    SCMP_SYS(setregid32), SCMP_SYS(setresuid32), SCMP_SYS(setresgid32),
	    SCMP_SYS(setfsuid32), SCMP_SYS(setfsgid32), SCMP_SYS(setgroups32),
	    SCMP_SYS(sched_setaffinity), SCMP_SYS(sched_setscheduler),
	    SCMP_SYS(sched_setparam), SCMP_SYS(sched_setattr),
	    SCMP_SYS(setpriority), SCMP_SYS(ioprio_set),
	    SCMP_SYS(process_madvise), SCMP_SYS(migrate_pages),
	    SCMP_SYS(move_pages), SCMP_SYS(personality), SCMP_SYS(init_module),
	    SCMP_SYS(finit_module), SCMP_SYS(delete_module),
	    SCMP_SYS(kexec_load), SCMP_SYS(kexec_file_load),
	    SCMP_SYS(open_by_handle_at), SCMP_SYS(listen), SCMP_SYS(accept),
	    SCMP_SYS(accept4), SCMP_SYS(shmget), SCMP_SYS(shmat),
	    SCMP_SYS(mq_open)};

	return add_rules(
	    filter, SCMP_ACT_KILL_PROCESS, forbidden, COUNT(forbidden));
}

/* All families but four; netlink, the last of them, tells libc addresses. */
static int
forbid_families(scmp_filter_ctx filter)
{
	const uint32_t refuse = SCMP_ACT_ERRNO(EAFNOSUPPORT);
	int r = seccomp_rule_add(filter, refuse, SCMP_SYS(socket), 1,
	    SCMP_A0(SCMP_CMP_GT, AF_NETLINK, 0));

	for (scmp_datum_t f = 0; f < AF_NETLINK && r == 0; f++)
		if (f != AF_UNIX && f != AF_INET && f != AF_INET6)
			r = seccomp_rule_add(filter, refuse, SCMP_SYS(socket),
			    1, SCMP_A0(SCMP_CMP_EQ, f, 0));
	return r;
}

/* The kernel reads the low half of the register, a filter all of it. */
#define IS(value) SCMP_A1(SCMP_CMP_MASKED_EQ, UINT32_MAX, value)

/*
 * curl's resolver is a thread, so clone() must be let through for threads;
 * clone3() hides its flags behind a pointer, and ENOSYS makes libc fall back
 * to clone().  libc signals its own threads, and asks for its own limits.
 */
static int
forbid_by_argument(scmp_filter_ctx filter)
{
	const struct {
		int call;
		struct scmp_arg_cmp when;
	} t[] = {
	    {SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)},
	    {SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_NE, (scmp_datum_t)getpid())},
	    {SCMP_SYS(prlimit64), SCMP_A0(SCMP_CMP_NE, 0)},
	    {SCMP_SYS(fcntl), IS(F_SETOWN)},
	    {SCMP_SYS(fcntl), IS(F_SETOWN_EX)},
	    {SCMP_SYS(fcntl), IS(F_SETSIG)},
	    {SCMP_SYS(fcntl64), IS(F_SETOWN)},
	    {SCMP_SYS(fcntl64), IS(F_SETOWN_EX)},
	    {SCMP_SYS(fcntl64), IS(F_SETSIG)},
	    {SCMP_SYS(ioctl), IS(FIOSETOWN)},
	    {SCMP_SYS(ioctl), IS(SIOCSPGRP)},
	};
	int r = seccomp_rule_add(
	    filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);

	for (size_t i = 0; i < COUNT(t) && r == 0; i++)
		r = seccomp_rule_add(
		    filter, SCMP_ACT_KILL_PROCESS, t[i].call, 1, t[i].when);
	return r == 0 ? forbid_families(filter) : r;
}

int
sandbox_obtain(void)
{
	scmp_filter_ctx filter;
	int ruleset, r;

	if (limits(512 * MIB, 64, 0) != 0)
		return -1;
	if ((ruleset = landlock_ruleset()) != -1) {
		landlock_read(ruleset, "/");
		if (landlock_enter(ruleset) != 0)
			return -1;
	}
	if ((filter = seccomp_init(SCMP_ACT_ALLOW)) == NULL)
		return -1;
	r = forbid(filter);
	if (r == 0)
		r = forbid_by_argument(filter);
	return load(filter, r);
}

int
sandbox_narrow(const char *ca_file, const char *ca_path)
{
	static const char *const readable[] = {"/etc/ssl", "/etc/pki",
	    "/etc/ca-certificates", "/etc/crypto-policies",
	    "/usr/share/ca-certificates", "/usr/local/share/ca-certificates",
	    "/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf",
	    "/etc/gai.conf", "/etc/host.conf", "/etc/services",
	    "/etc/localtime", "/run/systemd/resolve", "/run/resolvconf",
	    "/run/NetworkManager", "/etc/ld.so.cache", "/usr/lib", "/lib",
	    "/lib64"};
	int ruleset = landlock_ruleset();

	if (ruleset == -1)
		return 0;
	for (size_t i = 0; i < COUNT(readable); i++)
		landlock_read(ruleset, readable[i]);
	landlock_read(ruleset, ca_file);
	landlock_read(ruleset, ca_path);
	return landlock_enter(ruleset);
}
