#ifndef GONGKAI_CHILD_H
#define GONGKAI_CHILD_H

#include <stdbool.h>
#include <sys/resource.h>
#include <sys/types.h>

// Starts a program that reads what cannot be trusted, fenced in before its first instruction. Between vfork(2) and execve(2)
// only async-signal-safe calls are allowed, signal-safety(7); Swift's run time promises that for nothing, so this is C. It
// decides nothing: what is allowed stands in the plan.

/// What a child may take; see getrlimit(2). Core files are never written.
struct child_limits {
    rlim_t cpu_seconds;
    rlim_t address_space;
    rlim_t file_size;
    rlim_t processes;
    rlim_t open_files;
};

/// What is started and what it may reach.
struct child_plan {
    /// The program's absolute path.
    const char *program;
    /// Its arguments from the name on, ended by NULL.
    char *const *arguments;
    /// Its whole environment, ended by NULL.
    char *const *environment;
    /// Where it runs.
    const char *directory;
    /// What its standard input holds: an anonymous file, which it can seek in and open anew as /proc/self/fd/0. It inherits
    /// no other descriptor but the two that it writes to.
    const void *input;
    size_t input_size;
    struct child_limits limits;
    /// Whether it may start processes; threads it may start in any case.
    bool may_fork;
    /// Whether it is made to believe that it listens on a local socket: LibreOffice does not start without. Nobody can reach
    /// it, and it can reach nobody.
    bool has_sham_socket;
    /// What it may read and execute where the kernel has Landlock, files or whole trees, ended by NULL; what is not there is
    /// passed over.
    const char *const *readable;
    /// What it may write there, as well; ended by NULL.
    const char *const *writable;
};

/// What can fail in starting a child.
enum child_step {
    child_step_none,
    child_step_pipe,
    child_step_input,
    child_step_vfork,
    child_step_session,
    child_step_descriptors,
    child_step_directory,
    child_step_limits,
    child_step_privileges,
    child_step_landlock,
    child_step_filter,
    child_step_execute,
    child_step_watch,
};

/// What became of starting one.
struct child_process {
    pid_t number;
    /// Readable once the child has ended, pidfd_open(2).
    int descriptor;
    /// What it writes to its standard output and error, to be read without waiting.
    int output;
    int errors;
    /// The step that failed, 0 when none did, and why, errno(3).
    enum child_step failed_step;
    int error;
};

/// Starts a child in a session of its own that the kernel kills when the calling thread ends.
struct child_process child_start(const struct child_plan *plan);

/// The system call that a step stands for.
const char *child_step_call(enum child_step step);

/// Ends the child with everything it started, whether or not it has ended by itself, and reaps it. The descriptors of what it
/// wrote stay open.
///
/// Returns the status as of waitpid(2).
int child_end(const struct child_process *child);

/// The version of Landlock that the kernel offers, not positive where it has none; landlock(7).
int child_landlock_version(void);

/// Removes a tree without following links out of it, as far as that can be done; nftw(3).
void child_remove_tree(const char *path);

#endif
