/*
 * A fast HTTP/1.1 receiver for measuring deliveries: one thread, epoll, keep-alive, every message answered 200 at once.
 *
 *   keepalive_receiver [--silent]
 *
 * Listens on a free port of 127.0.0.1 and prints it. For each message, a line follows on standard output: the moment at
 * which it had arrived whole in microseconds of CLOCK_MONOTONIC, its event ("event":N, 0 without one), its webhook-id
 * and its path. With --silent it takes messages and never answers, as a dead service does. Ends with standard input.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* No message of any channel is longer. */
enum { LARGEST = 1 << 20 };

struct connection {
    int descriptor;
    size_t length;
    char bytes[LARGEST + 1];
};

static bool silent;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static long long now(void) {
    struct timespec moment;
    clock_gettime(CLOCK_MONOTONIC, &moment);
    return moment.tv_sec * 1000000LL + moment.tv_nsec / 1000;
}

static void watch(int queue, int descriptor, void *owner) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = owner};
    if (epoll_ctl(queue, EPOLL_CTL_ADD, descriptor, &event) != 0) fail("epoll_ctl");
}

/* The value of a header within the head, which ends with a zero; NULL without one. */
static const char *header(const char *head, const char *name) {
    const char *found = strcasestr(head, name);
    if (!found) return NULL;
    found += strlen(name);
    return found + strspn(found, " ");
}

/* Notes and answers one whole request at the beginning of the buffer; how long it was, 0 while it is not whole. */
static size_t take_request(struct connection *from) {
    from->bytes[from->length] = 0;
    char *end = strstr(from->bytes, "\r\n\r\n");
    if (!end) return 0;
    *end = 0;
    const char *size = header(from->bytes, "\r\ncontent-length:");
    size_t whole = (size_t)(end - from->bytes) + 4 + (size_t)(size ? strtoul(size, NULL, 10) : 0);
    if (from->length < whole) {
        *end = '\r';
        return 0;
    }
    char after = from->bytes[whole];
    from->bytes[whole] = 0;
    const char *event = strstr(end + 4, "\"event\":");
    const char *id = header(from->bytes, "\r\nwebhook-id:");
    const char *path = strchr(from->bytes, ' ');
    printf("%lld %ld %.*s %.*s\n", now(), event ? strtol(event + 8, NULL, 10) : 0L, id ? (int)strcspn(id, "\r") : 1,
           id ? id : "-", path ? (int)strcspn(path + 1, " ") : 1, path ? path + 1 : "-");
    from->bytes[whole] = after;
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    if (!silent && send(from->descriptor, answer, sizeof answer - 1, MSG_NOSIGNAL) < 0) return SIZE_MAX;
    return whole;
}

/* Reads what there is; false when the connection is over. */
static bool serve(struct connection *from) {
    ssize_t count = recv(from->descriptor, from->bytes + from->length, LARGEST - from->length, 0);
    if (count <= 0) return count < 0 && errno == EINTR;
    from->length += (size_t)count;
    for (size_t whole; (whole = take_request(from)) > 0;) {
        if (whole == SIZE_MAX) return false;
        memmove(from->bytes, from->bytes + whole, from->length - whole);
        from->length -= whole;
    }
    return from->length < LARGEST;
}

static int listen_somewhere(void) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, length) != 0 || listen(listener, 64) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &length) != 0)
        fail("listen");
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return listener;
}

int main(int count, char **arguments) {
    silent = count > 1 && strcmp(arguments[1], "--silent") == 0;
    static char buffer[1 << 20];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    int listener = listen_somewhere(), queue = epoll_create1(EPOLL_CLOEXEC), input = STDIN_FILENO;
    if (queue < 0) fail("epoll_create1");
    watch(queue, listener, &listener);
    watch(queue, input, &input);
    while (true) {
        struct epoll_event events[64];
        int ready = epoll_wait(queue, events, 64, 20);
        /* Lines go out in pauses, so that writing them delays no answer. */
        if (ready == 0) fflush(stdout);
        for (int index = 0; index < ready; index++) {
            void *owner = events[index].data.ptr;
            if (owner == &input) {
                char byte;
                if (read(input, &byte, 1) <= 0) return fflush(stdout) == 0 ? 0 : 1;
            } else if (owner == &listener) {
                struct connection *new = malloc(sizeof *new);
                if (!new) fail("malloc");
                new->length = 0;
                new->descriptor = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
                if (new->descriptor < 0) fail("accept4");
                int on = 1;
                setsockopt(new->descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
                watch(queue, new->descriptor, new);
            } else if (!serve(owner)) {
                close(((struct connection *)owner)->descriptor);
                free(owner);
            }
        }
    }
}
