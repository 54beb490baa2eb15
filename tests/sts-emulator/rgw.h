/*
 * Where Ceph's gateway words results differently from STS.
 */
#ifndef RGW_H
#define RGW_H

struct json_object;

/* Reorder and rename members in place; NULL is left alone. */
void rgw_rearrange(struct json_object *result);

#endif
