#ifndef GONGKAI_LANDLOCK_H
#define GONGKAI_LANDLOCK_H

#include <stdbool.h>

/// Leaves this process, for good, only these files and trees, where the kernel has Landlock. False and errno on failure; a
/// kernel without it is none.
///
/// Async-signal-safe. Needs no_new_privs, landlock(7).
bool landlock_fence(const char *const *readable, const char *const *writable);

#endif
