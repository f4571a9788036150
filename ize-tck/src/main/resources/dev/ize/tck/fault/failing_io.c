/*
 * Loaded before the C library, this makes the n-th writing, flushing or resizing call on files below a directory
 * fail. It is told by a file whose path is in the variable IZE_IO_ORDERS, at its start and whenever the process has
 * written to that; a line each:
 *
 *   write, flush or resize: which calls are counted
 *   which of them fails, from 1; 0: none
 *   the error number; 0: a write is cut short instead
 *   1: all later ones fail too
 *   the directory, as an absolute path without links
 *   a file that gets the size and path of each file at which a call failed, and the count with the next orders or at
 *   the end
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum outcome { PASS, FAIL, CUT };

static char orders[16384];
static const char *call = "", *directory = "", *record_file = "";
static long fails_at;
static int error, lasting;
static atomic_long calls;

static void record(const char *text) {
    int file = syscall(SYS_openat, AT_FDCWD, record_file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file >= 0) {
        syscall(SYS_write, file, text, strlen(text));
        syscall(SYS_close, file);
    }
}

/* Whether a descriptor is of the file that orders are written to. */
static int is_of_orders(int descriptor) {
    char link[64], path[4096];
    const char *file = getenv("IZE_IO_ORDERS");
    if (!file) {
        return 0;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    return length == (ssize_t) strlen(file) && !strncmp(path, file, length);
}

static void record_count(void) {
    char line[64];
    if (*record_file) {
        snprintf(line, sizeof line, "count %ld\n", atomic_load(&calls));
        record(line);
    }
}

/* The process says what is to come while no store is open. */
static void take_orders(void) {
    char *rest;
    record_count();
    int file = syscall(SYS_openat, AT_FDCWD, getenv("IZE_IO_ORDERS"), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return;
    }
    ssize_t length = syscall(SYS_read, file, orders, sizeof orders - 1);
    syscall(SYS_close, file);
    orders[length > 0 ? length : 0] = 0;
    rest = orders;
    call = strsep(&rest, "\n");
    fails_at = rest ? atol(strsep(&rest, "\n")) : 0;
    error = rest ? atoi(strsep(&rest, "\n")) : 0;
    lasting = rest ? atoi(strsep(&rest, "\n")) : 0;
    directory = rest ? strsep(&rest, "\n") : "";
    record_file = rest ? strsep(&rest, "\n") : "";
    atomic_store(&calls, 0);
}

__attribute__((constructor)) static void start(void) {
    if (getenv("IZE_IO_ORDERS")) {
        take_orders();
    }
}

__attribute__((destructor)) static void end(void) {
    record_count();
}

static enum outcome decide(const char *kind, int descriptor) {
    char link[64], path[4096], line[4200];
    if (!*directory || strcmp(kind, call)) {
        return PASS;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    size_t prefix = strlen(directory);
    if (length <= (ssize_t) prefix || strncmp(path, directory, prefix) || path[prefix] != '/') {
        return PASS;
    }
    long number = atomic_fetch_add(&calls, 1) + 1;
    if (!fails_at || number < fails_at || (number > fails_at && !lasting)) {
        return PASS;
    }
    path[length] = 0;
    struct stat status;
    long size = fstat(descriptor, &status) ? -1 : (long) status.st_size;
    snprintf(line, sizeof line, "failed %ld %s\n", size, path);
    record(line);
    return error ? FAIL : CUT;
}

#define REAL(type, name, ...) ((type (*)(__VA_ARGS__)) dlsym(RTLD_NEXT, #name))

#define DEFINE_RESIZING(name, arguments, types, ...)          \
    int name arguments {                                      \
        if (decide("resize", descriptor) != PASS) {           \
            errno = error ? error : EIO;                      \
            return -1;                                        \
        }                                                     \
        return ((int (*) types) dlsym(RTLD_NEXT, #name))(__VA_ARGS__); \
    }

#define DEFINE_FLUSHING(name)                                 \
    int name(int descriptor) {                                \
        if (decide("flush", descriptor) != PASS) {            \
            errno = error ? error : EIO;                      \
            return -1;                                        \
        }                                                     \
        return REAL(int, name, int)(descriptor);              \
    }

#define DEFINE_PWRITE(name, offset_type)                                                       \
    ssize_t name(int descriptor, const void *bytes, size_t length, offset_type offset) {       \
        enum outcome outcome = decide("write", descriptor);                                    \
        if (outcome == FAIL) {                                                                 \
            errno = error;                                                                     \
            return -1;                                                                         \
        }                                                                                      \
        size_t part = outcome == CUT && length > 1 ? length / 2 : length;                      \
        return REAL(ssize_t, name, int, const void *, size_t, offset_type)(descriptor, bytes, part, offset); \
    }

#define DEFINE_PWRITEV(name, offset_type)                                                      \
    ssize_t name(int descriptor, const struct iovec *parts, int count, offset_type offset) {   \
        enum outcome outcome = decide("write", descriptor);                                    \
        if (outcome == FAIL) {                                                                 \
            errno = error;                                                                     \
            return -1;                                                                         \
        }                                                                                      \
        int some = outcome == CUT && count > 1 ? count / 2 : count;                            \
        return REAL(ssize_t, name, int, const struct iovec *, int, offset_type)(descriptor, parts, some, offset); \
    }

DEFINE_PWRITE(pwrite, off_t)
DEFINE_PWRITE(pwrite64, off64_t)
DEFINE_PWRITEV(pwritev, off_t)
DEFINE_PWRITEV(pwritev64, off64_t)
DEFINE_FLUSHING(fsync)
DEFINE_FLUSHING(fdatasync)
DEFINE_RESIZING(ftruncate, (int descriptor, off_t size), (int, off_t), descriptor, size)
DEFINE_RESIZING(ftruncate64, (int descriptor, off64_t size), (int, off64_t), descriptor, size)
DEFINE_RESIZING(fallocate, (int descriptor, int mode, off_t offset, off_t size), (int, int, off_t, off_t),
                descriptor, mode, offset, size)
DEFINE_RESIZING(fallocate64, (int descriptor, int mode, off64_t offset, off64_t size), (int, int, off64_t, off64_t),
                descriptor, mode, offset, size)

ssize_t write(int descriptor, const void *bytes, size_t length) {
    enum outcome outcome = decide("write", descriptor);
    if (outcome == FAIL) {
        errno = error;
        return -1;
    }
    size_t part = outcome == CUT && length > 1 ? length / 2 : length;
    ssize_t written = REAL(ssize_t, write, int, const void *, size_t)(descriptor, bytes, part);
    if (is_of_orders(descriptor)) {
        take_orders();
    }
    return written;
}

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
    enum outcome outcome = decide("write", descriptor);
    if (outcome == FAIL) {
        errno = error;
        return -1;
    }
    int some = outcome == CUT && count > 1 ? count / 2 : count;
    return REAL(ssize_t, writev, int, const struct iovec *, int)(descriptor, parts, some);
}

int sync_file_range(int descriptor, off64_t offset, off64_t size, unsigned int flags) {
    if (decide("flush", descriptor) != PASS) {
        errno = error ? error : EIO;
        return -1;
    }
    return REAL(int, sync_file_range, int, off64_t, off64_t, unsigned int)(descriptor, offset, size, flags);
}

/* Returns its error, unlike the others. */
int posix_fallocate(int descriptor, off_t offset, off_t size) {
    if (decide("resize", descriptor) != PASS) {
        return error ? error : EIO;
    }
    return REAL(int, posix_fallocate, int, off_t, off_t)(descriptor, offset, size);
}
