/* STS's answers in XML, those of AWS and those of its imitators. */

#ifndef HELPER_STS_XML_H
#define HELPER_STS_XML_H

#include "helper/sts_answer.h"

/*
 * NULL, or what is wrong with the body.  Elements are known by their local
 * names, in any order; a document type declaration is refused.
 */
const char *sts_xml_read(struct sts_answer *, struct span body);

#endif
