#define _GNU_SOURCE
#include "child.h"
#include "landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// linux/landlock.h of Debian 12 ends with the second version of the interface, and the C library has no wrappers: these are
// the kernel's own numbers, the same on every architecture.
enum { create_ruleset = 444, add_rule = 445, restrict_self = 446 };
enum { ask_version = 1, rule_path_beneath = 1 };

struct ruleset_attributes {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
};

struct path_rule {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));

static const uint64_t execute = 1 << 0, write_file = 1 << 1, read_file = 1 << 2, read_directory = 1 << 3;
static const uint64_t truncate_file = 1 << 14, device_ioctl = 1 << 15;

// The rights over files that each version knows, as bits from 0 on.
static uint64_t known_rights(int version) {
    if (version >= 5) return (1 << 16) - 1;
    if (version >= 3) return (1 << 15) - 1;
    if (version == 2) return (1 << 14) - 1;
    return (1 << 13) - 1;
}

static bool allow(int ruleset, const char *const *paths, uint64_t rights) {
    for (; *paths != NULL; paths++) {
        const int path = open(*paths, O_PATH | O_CLOEXEC);
        if (path == -1) {
            if (errno == ENOENT || errno == EACCES) continue;
            return false;
        }
        struct stat status;
        struct path_rule rule = {rights, path};
        bool is_done = fstat(path, &status) == 0;
        // Rights over what lies in a directory mean nothing for a file, and the kernel refuses them.
        if (is_done && !S_ISDIR(status.st_mode)) rule.allowed &= execute | write_file | read_file | truncate_file | device_ioctl;
        is_done = is_done && syscall(add_rule, ruleset, rule_path_beneath, &rule, 0) == 0;
        const int error = errno;
        close(path);
        errno = error;
        if (!is_done) return false;
    }
    return true;
}

int child_landlock_version(void) { return (int)syscall(create_ruleset, NULL, 0, ask_version); }

bool landlock_fence(const char *const *readable, const char *const *writable) {
    const int version = child_landlock_version();
    // Not built in, or not switched on; or a filter around the whole daemon refuses to say.
    if (version < 1) return errno == ENOSYS || errno == EOPNOTSUPP || errno == EPERM;
    const uint64_t files = known_rights(version);
    const struct ruleset_attributes attributes = {
        .files = files,
        // TCP, and signals and abstract sockets beyond the fence.
        .network = version >= 4 ? 3 : 0,
        .scopes = version >= 6 ? 3 : 0,
    };
    const size_t size = version >= 6 ? sizeof(attributes)
                        : version >= 4 ? offsetof(struct ruleset_attributes, scopes)
                                       : offsetof(struct ruleset_attributes, network);
    const int ruleset = (int)syscall(create_ruleset, &attributes, size, 0);
    if (ruleset == -1) return false;
    const bool is_done = allow(ruleset, readable, execute | read_file | read_directory) &&
                         allow(ruleset, writable, files & ~execute) && syscall(restrict_self, ruleset, 0) == 0;
    const int error = errno;
    close(ruleset);
    errno = error;
    return is_done;
}
