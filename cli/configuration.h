/*
 * The configuration as logins get it: pam_sts.conf and the files of conf.d as
 * one text, or one file alone.
 */

#ifndef CLI_CONFIGURATION_H
#define CLI_CONFIGURATION_H

#include "common/section.h"

struct configuration {
	const char *path; /* of the first file */
	unsigned included; /* files of conf.d */
	struct span text; /* as config_next() reads it */
	struct sections all;
};

/*
 * Read and judge it, as the module does before it believes a word: the file
 * of that name alone or, if it is NULL, what is installed.  Returns how many
 * faults there are, each said on standard error; with none, all is what
 * look-ups need.  The text lives as long as the program.
 */
unsigned configuration_load(struct configuration *, const char *file);

#endif
