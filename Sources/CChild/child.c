#define _GNU_SOURCE
#include "child.h"

#include "filter.h"
#include "landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// The child of vfork(2) shares the parent's memory while the parent stands still, so this is how it tells what went wrong.
static void fail(volatile struct child_process *start, enum child_step step) {
    start->failed_step = step;
    start->error = errno;
    _exit(127);
}

static bool set_limit(int resource, rlim_t value) {
    const struct rlimit limit = {value, value};
    return setrlimit(resource, &limit) == 0;
}

static bool set_limits(const struct child_limits *limits) {
    return set_limit(RLIMIT_CORE, 0) && set_limit(RLIMIT_CPU, limits->cpu_seconds) &&
           set_limit(RLIMIT_AS, limits->address_space) && set_limit(RLIMIT_FSIZE, limits->file_size) &&
           set_limit(RLIMIT_NPROC, limits->processes) && set_limit(RLIMIT_NOFILE, limits->open_files);
}

// The parent's handlers are code that must not run here; what it ignores (SIGPIPE) an execve would keep ignored.
static void reset_signals(void) {
    struct sigaction standard = {.sa_handler = SIG_DFL};
    for (int number = 1; number < _NSIG; number++) {
        if (number != SIGKILL && number != SIGSTOP) sigaction(number, &standard, NULL);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

struct ends {
    int input;
    int output[2];
    int errors[2];
};

static void run(const struct child_plan *plan, const struct ends *ends, pid_t parent, volatile struct child_process *start) {
    reset_signals();
    if (setsid() == -1) fail(start, child_step_session);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) == -1) fail(start, child_step_session);
    // It may have ended before the call.
    if (getppid() != parent) _exit(127);
    if (dup2(ends->input, 0) == -1 || dup2(ends->output[1], 1) == -1 || dup2(ends->errors[1], 2) == -1) fail(start, child_step_descriptors);
    if (syscall(SYS_close_range, 3, ~0U, 0) == -1) fail(start, child_step_descriptors);
    if (chdir(plan->directory) == -1) fail(start, child_step_directory);
    if (!set_limits(&plan->limits)) fail(start, child_step_limits);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1) fail(start, child_step_privileges);
    if (!landlock_fence(plan->readable, plan->writable)) fail(start, child_step_landlock);
    if (!filter_install(plan->may_fork, plan->has_sham_socket)) fail(start, child_step_filter);
    execve(plan->program, plan->arguments, plan->environment);
    fail(start, child_step_execute);
}

static bool note(volatile struct child_process *start, enum child_step step) {
    start->failed_step = step;
    start->error = errno;
    return false;
}

// Below 3 lies what dup2 puts there: a daemon that was started with its standard streams closed has room in it.
static bool move_up(int *descriptor) {
    if (*descriptor > 2) return true;
    const int moved = fcntl(*descriptor, F_DUPFD_CLOEXEC, 3);
    close(*descriptor);
    *descriptor = moved;
    return moved != -1;
}

static bool write_all(int file, const char *bytes, size_t size) {
    while (size > 0) {
        const ssize_t count = write(file, bytes, size);
        if (count == -1 && errno != EINTR) return false;
        if (count > 0) {
            bytes += count;
            size -= (size_t)count;
        }
    }
    return lseek(file, 0, SEEK_SET) == 0;
}

static bool open_ends(const struct child_plan *plan, struct ends *ends, volatile struct child_process *start) {
    if (pipe2(ends->output, O_CLOEXEC) == -1 || pipe2(ends->errors, O_CLOEXEC) == -1) return note(start, child_step_pipe);
    ends->input = memfd_create("gongkai-input", MFD_CLOEXEC);
    if (ends->input == -1) return note(start, child_step_input);
    if (!move_up(&ends->input) || !move_up(&ends->output[1]) || !move_up(&ends->errors[1])) return note(start, child_step_pipe);
    if (!write_all(ends->input, plan->input, plan->input_size)) return note(start, child_step_input);
    // Only the parent's ends: what the child writes to shall wait for the parent.
    if (fcntl(ends->output[0], F_SETFL, O_NONBLOCK) == -1 || fcntl(ends->errors[0], F_SETFL, O_NONBLOCK) == -1) {
        return note(start, child_step_pipe);
    }
    return true;
}

static void close_if_open(int descriptor) {
    if (descriptor != -1) close(descriptor);
}

static bool start_program(const struct child_plan *plan, const struct ends *ends, volatile struct child_process *start) {
    // No handler of the parent's may run on the memory that both share.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const pid_t parent = getpid();
    // vfork(2) and not fork(2): copying the page tables of a large daemon takes longer than all the rest.
    const pid_t process = vfork();
    if (process == 0) run(plan, ends, parent, start);
    const int error = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
    if (process == -1) return note(start, child_step_vfork);
    start->number = process;
    if (start->failed_step == child_step_none) {
        // Until it is reaped, nobody else can have its number.
        start->descriptor = (int)syscall(SYS_pidfd_open, process, 0);
        if (start->descriptor != -1) return true;
        note(start, child_step_watch);
    }
    child_end((const struct child_process *)start);
    start->number = -1;
    return false;
}

struct child_process child_start(const struct child_plan *plan) {
    volatile struct child_process start = {.number = -1, .descriptor = -1, .output = -1, .errors = -1};
    struct ends ends = {.input = -1, .output = {-1, -1}, .errors = {-1, -1}};
    const bool is_started = open_ends(plan, &ends, &start) && start_program(plan, &ends, &start);
    close_if_open(ends.input);
    close_if_open(ends.output[1]);
    close_if_open(ends.errors[1]);
    if (is_started) {
        start.output = ends.output[0];
        start.errors = ends.errors[0];
    } else {
        close_if_open(ends.output[0]);
        close_if_open(ends.errors[0]);
    }
    return start;
}

int child_end(const struct child_process *child) {
    // Its group is everything it started: the filter refuses setsid and setpgid. It is killed before the child is reaped,
    // for after that the number may be somebody else's.
    kill(-child->number, SIGKILL);
    int status = 0;
    while (waitpid(child->number, &status, 0) == -1 && errno == EINTR) {}
    close_if_open(child->descriptor);
    return status;
}

const char *child_step_call(enum child_step step) {
    switch (step) {
    case child_step_none: return "none";
    case child_step_pipe: return "pipe2";
    case child_step_input: return "memfd_create";
    case child_step_vfork: return "vfork";
    case child_step_session: return "setsid";
    case child_step_descriptors: return "close_range";
    case child_step_directory: return "chdir";
    case child_step_limits: return "setrlimit";
    case child_step_privileges: return "prctl PR_SET_NO_NEW_PRIVS";
    case child_step_landlock: return "landlock_restrict_self";
    case child_step_filter: return "prctl PR_SET_SECCOMP";
    case child_step_execute: return "execve";
    case child_step_watch: return "pidfd_open";
    }
    return "unknown";
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place) {
    (void)status;
    (void)kind;
    (void)place;
    remove(path);
    return 0;
}

void child_remove_tree(const char *path) {
    nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}
