/* The keeper's log lines. */

#include <stdarg.h>
#include <syslog.h>

#include "pam_sts/journal.h"

void
journal(pam_handle_t *pamh, int priority, const char *format, ...)
{
	va_list values;

	(void)pamh;
	va_start(values, format);
	vsyslog(LOG_AUTHPRIV | priority, format, values);
	va_end(values);
}
