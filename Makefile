# pam_sts: build, test, install.  README.md names the everyday targets;
# doc/HACKING.md says what stands where.
#
# Variables a packager sets, with their defaults:
PREFIX ?= /usr/local
SYSCONFDIR ?= /etc
LOCALSTATEDIR ?= /var
RUNDIR ?= /run
BINDIR ?= $(PREFIX)/bin
LIBEXECDIR ?= $(PREFIX)/libexec/pam_sts
MANDIR ?= $(PREFIX)/share/man
DOCDIR ?= $(PREFIX)/share/doc/pam_sts
PAMDIR ?= $(shell realpath -m "$$($(PKG_CONFIG) --variable=libdir pam)")/security
SYSUSERSDIR ?= $(PREFIX)/lib/sysusers.d
TMPFILESDIR ?= $(PREFIX)/lib/tmpfiles.d
UNITDIR ?= $(PREFIX)/lib/systemd/system
DESTDIR ?=
ifeq ($(origin CC),default)
CC := gcc
endif
CFLAGS ?= -O2 -g
PKG_CONFIG ?= pkg-config
INSTALL ?= install
# B: where objects go; SAN: a list for -fsanitize=, built beside in its own B.
B ?= build
SAN ?=
WERROR ?=
# V=1 shows the commands.
V ?=

VERSION := 0.1.0
Q := $(if $(V),,@)
say = $(if $(V),,@echo '  $(1)' $@)

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wformat=2 -Wvla -Wcast-qual -Wundef \
	$(if $(WERROR),-Werror)
# The first is of x86 only; the second is the distribution's, if it sets one.
CF_PROTECTION := $(shell $(CC) -fcf-protection -E -x c /dev/null \
	>/dev/null 2>&1 && echo -fcf-protection)
FORTIFY := $(if $(or $(SAN),$(findstring FORTIFY,$(CPPFLAGS))),,-D_FORTIFY_SOURCE=2)
HARDEN := -fstack-protector-strong -fstack-clash-protection $(CF_PROTECTION) \
	$(FORTIFY)
PATHS := -DSYSCONFDIR='"$(SYSCONFDIR)"' -DLOCALSTATEDIR='"$(LOCALSTATEDIR)"' \
	-DRUNDIR='"$(RUNDIR)"' -DLIBEXECDIR='"$(LIBEXECDIR)"' \
	-DBINDIR='"$(BINDIR)"' \
	-DVERSION='"$(VERSION)"'
ALL_CPPFLAGS = -I. -D_GNU_SOURCE $(PATHS) $(CPPFLAGS)
ALL_CFLAGS = -std=c17 $(WARN) $(HARDEN) -fPIC -fvisibility=hidden \
	$(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer) $(CFLAGS)
ALL_LDFLAGS = -Wl,-z,relro -Wl,-z,now -Wl,--as-needed \
	$(if $(SAN),-fsanitize=$(SAN)) $(LDFLAGS)

# The trust list: what each program may link.  The root zone has libpam only.
MODULE_LIBS := -lpam
VERIFY_PC := liboath libseccomp
OBTAIN_PC := libcurl libcrypto json-c expat libseccomp
EMULATOR_PC := libmicrohttpd libcrypto json-c liboath
UNIT_PC := cmocka $(OBTAIN_PC) liboath

COMMON := $(patsubst %.c,$(B)/%.o,$(wildcard common/*.c))
ROOT := $(patsubst %.c,$(B)/%.o,$(wildcard pam_sts/*.c))
# What only one of root's two programs needs.
MODULE_ONLY := $(addprefix $(B)/pam_sts/,pam_sts.o admit.o arrival.o bell.o \
	converse.o environment.o journal_host.o notes.o prove.o result.o \
	session.o target.o ticket.o)
KEEPER_ONLY := $(addprefix $(B)/pam_sts/,keeper.o charge.o desk.o \
	journal_own.o order.o renewal.o resumption.o sweep.o terminal.o \
	timetable.o waste.o watch.o worker.o)
MODULE := $(filter-out $(KEEPER_ONLY),$(ROOT))
KEEPER := $(filter-out $(MODULE_ONLY),$(ROOT))
VERIFY := $(addprefix $(B)/helper/,verify.o totp.o ledger.o sandbox.o landlock.o \
	channel.o)
OBTAIN := $(filter-out $(addprefix $(B)/helper/,verify.o totp.o ledger.o), \
	$(patsubst %.c,$(B)/%.o,$(wildcard helper/*.c)))
CLI := $(patsubst %.c,$(B)/%.o,$(wildcard cli/*.c))
EMULATOR := $(patsubst %.c,$(B)/%.o,$(wildcard tests/sts-emulator/*.c))
UNITS := $(patsubst %.c,$(B)/%,$(wildcard tests/unit/*_test.c))

# The module's tests: each program is one subject, run by the launcher in a
# private host where the fake helper stands for both helpers.
MODULE_CASES := $(patsubst %.c,$(B)/%,$(wildcard tests/module/*_test.c))
MODULE_LAUNCHER := $(B)/tests/module/launcher
MODULE_FAKE := $(B)/tests/module/fake_helper
MODULE_TESTS := $(MODULE_CASES) $(MODULE_LAUNCHER) $(MODULE_FAKE)
RUN_MODULE_TESTS = $(foreach t,$(MODULE_CASES), \
    '$(MODULE_LAUNCHER) $(MODULE_FAKE) $(B)/pam-sts-keeper $(t) \
    $(B)/pam_sts.so')

PROGRAMS := $(B)/pam_sts.so $(B)/pam-sts-keeper $(B)/pam-sts-verify \
	$(B)/pam-sts-obtain $(B)/pam-sts
EMULATOR_BIN := $(B)/tests/sts-emulator/sts-emulator

all: $(PROGRAMS)

$(B)/pam_sts.so: $(MODULE) $(COMMON) pam_sts/pam_sts.map
	$(call say,LINK)
	$(Q)$(CC) -shared $(ALL_LDFLAGS) -Wl,-z,nodelete \
	    -Wl,--version-script=pam_sts/pam_sts.map -o $@ \
	    $(MODULE) $(COMMON) $(MODULE_LIBS)

$(B)/pam-sts-keeper: $(KEEPER) $(COMMON)
	$(call say,LINK)
	$(Q)$(CC) -pie $(ALL_LDFLAGS) -o $@ $^

$(B)/pam-sts-verify: $(VERIFY) $(COMMON)
	$(call say,LINK)
	$(Q)$(CC) -pie $(ALL_LDFLAGS) -o $@ $^ $(shell $(PKG_CONFIG) --libs $(VERIFY_PC))

$(B)/pam-sts-obtain: private ALL_LDFLAGS += \
    -Wl,--export-dynamic-symbol=_gnutls_global_init_skip
$(B)/pam-sts-obtain: $(OBTAIN) $(COMMON)
	$(call say,LINK)
	$(Q)$(CC) -pie $(ALL_LDFLAGS) -o $@ $^ $(shell $(PKG_CONFIG) --libs $(OBTAIN_PC))

$(B)/pam-sts: $(CLI) $(COMMON)
	$(call say,LINK)
	$(Q)$(CC) -pie $(ALL_LDFLAGS) -o $@ $^

$(EMULATOR_BIN): $(EMULATOR)
	$(call say,LINK)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(shell $(PKG_CONFIG) --libs $(EMULATOR_PC))

# A unit test links the rooms of both unprivileged zones, but their mains.
$(B)/tests/unit/%_test: $(B)/tests/unit/%_test.o $(COMMON) \
    $(filter-out $(B)/helper/obtain.o,$(OBTAIN)) $(B)/helper/totp.o $(B)/helper/ledger.o
	$(call say,LINK)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(shell $(PKG_CONFIG) --libs $(UNIT_PC))

# Of the root zone, and needs no host: alone with what it stands on.
$(B)/tests/unit/terminal_test: $(B)/tests/unit/terminal_test.o $(COMMON) \
    $(addprefix $(B)/pam_sts/,terminal.o process.o file.o shield.o)
	$(call say,LINK)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(shell $(PKG_CONFIG) --libs cmocka)

$(B)/tests/unit/timetable_test: $(B)/tests/unit/timetable_test.o $(COMMON) \
    $(filter-out $(B)/pam_sts/keeper.o,$(KEEPER))
	$(call say,LINK)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(shell $(PKG_CONFIG) --libs cmocka)

$(B)/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Objects are stale when the flags change.
$(B)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS)' | \
	    cmp -s - $@ || \
	    echo '$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS)' >$@

$(B)/tests/e2e/crowd: $(B)/tests/e2e/crowd.o
	$(call say,LINK)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(MODULE_LIBS)

$(B)/tests/cli/stand_in $(B)/tests/e2e/logsink $(B)/tests/e2e/orderer \
    $(B)/tests/e2e/relay $(B)/tests/bench/measure $(B)/tests/bench/obtain-driver: \
    $(B)/%: $(B)/%.o $(COMMON)
	$(call say,LINK)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^

$(MODULE_LAUNCHER): $(B)/tests/module/launcher.o $(B)/tests/module/mounts.o
	$(call say,LINK)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^

$(MODULE_FAKE): $(B)/tests/module/fake_helper.o
	$(call say,LINK)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^

$(MODULE_CASES): %: %.o $(COMMON) \
    $(addprefix $(B)/tests/module/,tap.o world.o script.o host.o \
    session.o life.o renewing.o)
	$(call say,LINK)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(MODULE_LIBS)

# Every installed file with its mode is here; no stack of PAM is touched.
install: all
	$(INSTALL) -d $(addprefix $(DESTDIR),$(PAMDIR) $(LIBEXECDIR) $(BINDIR) \
	    $(MANDIR)/man5 $(MANDIR)/man8 $(DOCDIR)/examples \
	    $(SYSUSERSDIR) $(TMPFILESDIR) $(UNITDIR))
	$(INSTALL) -m 644 $(B)/pam_sts.so $(DESTDIR)$(PAMDIR)/pam_sts.so
	$(INSTALL) -m 711 $(B)/pam-sts-verify $(B)/pam-sts-obtain \
	    $(B)/pam-sts-keeper $(DESTDIR)$(LIBEXECDIR)/
	$(INSTALL) -m 755 $(B)/pam-sts $(DESTDIR)$(BINDIR)/pam-sts
	$(INSTALL) -m 644 doc/pam_sts.8 doc/pam-sts.8 $(DESTDIR)$(MANDIR)/man8/
	$(INSTALL) -m 644 doc/pam_sts.conf.5 $(DESTDIR)$(MANDIR)/man5/
	$(INSTALL) -m 644 etc/pam_sts.conf etc/pam.d-sshd etc/sshd_config \
	    $(DESTDIR)$(DOCDIR)/examples/
	$(INSTALL) -m 644 etc/sysusers.conf $(DESTDIR)$(SYSUSERSDIR)/pam_sts.conf
	$(INSTALL) -m 644 etc/tmpfiles.conf $(DESTDIR)$(TMPFILESDIR)/pam_sts.conf
	sed 's|@BINDIR@|$(BINDIR)|' etc/pam_sts-sweep.service | \
	    $(INSTALL) -m 644 /dev/stdin \
	    $(DESTDIR)$(UNITDIR)/pam_sts-sweep.service
	$(INSTALL) -m 644 etc/pam_sts-sweep.timer $(DESTDIR)$(UNITDIR)/

# State under /var/lib/pam_sts and the configuration stay.
uninstall:
	rm -f $(DESTDIR)$(PAMDIR)/pam_sts.so $(DESTDIR)$(BINDIR)/pam-sts \
	    $(DESTDIR)$(LIBEXECDIR)/pam-sts-verify \
	    $(DESTDIR)$(LIBEXECDIR)/pam-sts-obtain \
	    $(DESTDIR)$(LIBEXECDIR)/pam-sts-keeper \
	    $(DESTDIR)$(MANDIR)/man8/pam_sts.8 \
	    $(DESTDIR)$(MANDIR)/man8/pam-sts.8 \
	    $(DESTDIR)$(MANDIR)/man5/pam_sts.conf.5 \
	    $(DESTDIR)$(SYSUSERSDIR)/pam_sts.conf \
	    $(DESTDIR)$(UNITDIR)/pam_sts-sweep.service \
	    $(DESTDIR)$(UNITDIR)/pam_sts-sweep.timer \
	    $(DESTDIR)$(TMPFILESDIR)/pam_sts.conf
	rm -rf $(DESTDIR)$(DOCDIR)
	-rmdir $(DESTDIR)$(LIBEXECDIR)

# The tests are built with -Werror, for the paths of a real installation, in
# a directory of their own; "make" in between does not disturb them.
CHECK := $(MAKE) --no-print-directory B=$(B)/check WERROR=1 PREFIX=/usr
STAGE = $(B)/stage
TESTS := $(UNITS) $(MODULE_TESTS) $(B)/tests/cli/stand_in \
	$(B)/tests/e2e/crowd $(B)/tests/e2e/orderer $(B)/tests/e2e/relay $(B)/tests/bench/obtain-driver \
	$(B)/tests/bench/measure

check:
	tests/install-deps check
	$(CHECK) -j2 built
	$(CHECK) run-check

check-fast:
	$(CHECK) -j2 built
	tests/run $(addprefix $(B)/check/,$(UNITS:$(B)/%=%)) \
	    'tests/structure.sh $(B)/check $(B)/check/stage'

check-san:
	$(MAKE) --no-print-directory B=$(B)/san WERROR=1 \
	    SAN=address,undefined -j2 run-units

check-peers:
	tests/install-deps peers
	$(CHECK) -j2 built
	$(CHECK) run-peers

demo:
	tests/install-deps check
	$(CHECK) -j2 host
	@BUILD=$(B)/check STAGE=$(B)/check/stage tests/e2e/demo.sh

bench:
	tests/install-deps check
	$(CHECK) -j2 built
	@BUILD=$(B)/check STAGE=$(B)/check/stage tests/bench/bench.sh

# The following run with the variables of CHECK.
built: host $(TESTS)

host: all $(EMULATOR_BIN) $(B)/tests/e2e/logsink
	rm -rf $(STAGE)
	$(MAKE) --no-print-directory install DESTDIR=$(STAGE) >/dev/null

run-units: $(UNITS)
	tests/run $(UNITS)

run-check:
	BUILD=$(B) STAGE=$(STAGE) tests/run $(UNITS) \
	    'tests/structure.sh $(B) $(STAGE)' \
	    'tests/doc-check.sh $(B)/pam-sts' \
	    'tests/cli/cli.sh $(B)/pam-sts' \
	    'tests/sts-emulator/selftest.sh $(EMULATOR_BIN)' \
	    $(RUN_MODULE_TESTS) \
	    tests/e2e/ssh.sh tests/e2e/su-login.sh tests/e2e/race.sh \
	    tests/e2e/faults.sh tests/e2e/chain.sh tests/e2e/bastion.sh \
	    tests/e2e/attacks.sh tests/e2e/warm-sudo.sh tests/e2e/sdk.sh \
	    tests/e2e/renewal.sh tests/e2e/orders.sh tests/e2e/shared.sh \
	    tests/e2e/ends.sh tests/e2e/storm.sh tests/e2e/many.sh \
	    tests/e2e/matrix.sh \
	    tests/e2e/demo-check.sh

run-peers:
	BUILD=$(B) STAGE=$(STAGE) tests/run tests/peers/rgw-selfcheck.sh \
	    tests/peers/login.sh

# Packages, built in a copy of the tree: nothing is written outside build/deb.
deb:
	tests/install-deps check
	rm -rf $(B)/deb
	mkdir -p $(B)/deb/src
	git ls-files -z | xargs -0 cp -P --parents -t $(B)/deb/src
	cd $(B)/deb/src && \
	    env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL dpkg-buildpackage -us -uc -b

format:
	clang-format -i $$(git ls-files '*.[ch]')

clean:
	rm -rf $(B)

FORCE:
.PHONY: all install uninstall check check-fast check-san check-peers demo \
    bench deb built host run-units run-check run-peers format clean FORCE
.SECONDARY:
.DELETE_ON_ERROR:
-include $(shell find $(B) -type f -name '*.d' 2>/dev/null)
