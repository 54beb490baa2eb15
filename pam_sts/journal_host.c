/* The module's log lines; runs as root in the host. */

#include <security/pam_ext.h>
#include <stdarg.h>

#include "pam_sts/journal.h"

void
journal(pam_handle_t *pamh, int priority, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	pam_vsyslog(pamh, priority, format, values);
	va_end(values);
}
