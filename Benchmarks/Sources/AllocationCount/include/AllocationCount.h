// How often this thread has asked the allocator for memory.

#ifndef ALLOCATION_COUNT_H
#define ALLOCATION_COUNT_H

#include <stdint.h>

/// Calls of malloc, calloc, realloc and their aligned kin by this thread so far; -1 where they cannot be counted.
int64_t allocation_count(void);

#endif
