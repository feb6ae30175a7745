#define _GNU_SOURCE
#include "filter.h"

#include <errno.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "the numbers of system calls differ by architecture: add it here"
#endif

// Calls that later kernels brought have the same number on every architecture.
#ifndef SYS_pidfd_getfd
#define SYS_pidfd_getfd 438
#endif
#ifndef SYS_process_madvise
#define SYS_process_madvise 440
#endif

// What is refused with EPERM whatever its arguments are. A list of what is allowed would be shorter to argue for, but what
// the C library calls changes from release to release, and a converter that dies of an update is a report unread.
static const int refused[] = {
    // Other machines, and sockets of this one.
    SYS_socketpair, SYS_connect, SYS_accept, SYS_accept4, SYS_sendto, SYS_sendmsg, SYS_sendmmsg,
    // Other processes.
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_process_madvise, SYS_pidfd_open, SYS_pidfd_getfd,
    SYS_pidfd_send_signal, SYS_tkill, SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo, SYS_kcmp,
    // The way out of the group that is killed as one.
    SYS_setsid, SYS_setpgid,
    // Namespaces and mounts.
    SYS_unshare, SYS_setns, SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot,
    // The kernel's larger surfaces, of no use to a converter.
    SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register, SYS_bpf, SYS_perf_event_open, SYS_userfaultfd,
    SYS_keyctl, SYS_add_key, SYS_request_key, SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load,
    SYS_open_by_handle_at, SYS_name_to_handle_at, SYS_fanotify_init, SYS_quotactl, SYS_acct, SYS_swapon, SYS_swapoff,
    SYS_reboot, SYS_personality, SYS_vhangup,
};

enum { refused_count = sizeof(refused) / sizeof(refused[0]) };

struct program {
    struct sock_filter code[2 * refused_count + 48];
    unsigned short length;
};

static void put(struct program *program, struct sock_filter instruction) {
    program->code[program->length++] = instruction;
}

static void load(struct program *program, unsigned offset) {
    put(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset));
}

static void answer(struct program *program, unsigned action) {
    put(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
}

// Unless what was loaded equals the value, passes over so many instructions.
static void unless(struct program *program, unsigned value, unsigned char passed) {
    put(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, passed));
}

// The lower half of an argument: both architectures are little endian.
static unsigned argument(unsigned number) { return offsetof(struct seccomp_data, args) + 8 * number; }

static const unsigned refusal = SECCOMP_RET_ERRNO | EPERM;

// A call whose first argument must have this value.
static void only_for(struct program *program, int call, unsigned value) {
    unless(program, (unsigned)call, 4);
    load(program, argument(0));
    unless(program, value, 1);
    answer(program, SECCOMP_RET_ALLOW);
    answer(program, refusal);
}

// clone(2) makes threads and processes; CLONE_NEW… make namespaces.
static void narrow_clone(struct program *program, bool may_fork) {
    const unsigned namespaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |
                                CLONE_NEWNET;
    unless(program, SYS_clone, 4);
    load(program, argument(0));
    if (may_fork) {
        put(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, namespaces, 1, 0));
    } else {
        put(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1));
    }
    answer(program, SECCOMP_RET_ALLOW);
    answer(program, refusal);
    // The flags of clone3(2) lie in memory that a filter cannot read. The C library then takes clone(2).
    unless(program, SYS_clone3, 1);
    answer(program, SECCOMP_RET_ERRNO | ENOSYS);
#ifdef SYS_fork
    if (!may_fork) {
        unless(program, SYS_fork, 1);
        answer(program, refusal);
        unless(program, SYS_vfork, 1);
        answer(program, refusal);
    }
#endif
}

// Nothing can be sent or received through a socket that is neither bound nor connected: binding and listening are said to have
// succeeded, and nothing is done.
static void narrow_sockets(struct program *program, bool has_sham_socket) {
    static const int naming[] = {SYS_bind, SYS_listen};
    for (int index = 0; index < 2; index++) {
        unless(program, (unsigned)naming[index], 1);
        answer(program, has_sham_socket ? SECCOMP_RET_ERRNO : refusal);
    }
    only_for(program, SYS_socket, has_sham_socket ? AF_UNIX : UINT_MAX);
}

bool filter_install(bool may_fork, bool has_sham_socket) {
    struct program program = {.length = 0};
    const unsigned self = (unsigned)getpid();
    load(&program, offsetof(struct seccomp_data, arch));
    put(&program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NATIVE_ARCHITECTURE, 1, 0));
    answer(&program, SECCOMP_RET_KILL_PROCESS);
    load(&program, offsetof(struct seccomp_data, nr));
#ifdef __x86_64__
    // The x32 interface has numbers of its own for the same calls.
    put(&program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1));
    answer(&program, SECCOMP_RET_KILL_PROCESS);
#endif
    for (int index = 0; index < refused_count; index++) {
        unless(&program, (unsigned)refused[index], 1);
        answer(&program, refusal);
    }
    narrow_clone(&program, may_fork);
    narrow_sockets(&program, has_sham_socket);
    // abort(3) signals its own process; prlimit(2) takes 0 for it.
    only_for(&program, SYS_kill, self);
    only_for(&program, SYS_tgkill, self);
    only_for(&program, SYS_prlimit64, 0);
    answer(&program, SECCOMP_RET_ALLOW);
    const struct sock_fprog whole = {program.length, program.code};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &whole, 0, 0) == 0;
}
