#ifndef GONGKAI_FILTER_H
#define GONGKAI_FILTER_H

#include <stdbool.h>

/// Refuses this process, for good, the system calls that a converter has no business with. False and errno on failure.
///
/// Async-signal-safe. Needs no_new_privs, seccomp(2).
bool filter_install(bool may_fork, bool has_sham_socket);

#endif
