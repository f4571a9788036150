/*
 * Loaded before the C library, this makes the n-th writing, flushing or resizing call on files below a directory
 * fail. It is told by variables of the environment:
 *
 *   IZE_IO_DIRECTORY  the directory, as an absolute path without links
 *   IZE_IO_CALL       write, flush or resize: which calls are counted
 *   IZE_IO_AT         which of them fails, from 1; 0: none
 *   IZE_IO_ERROR      the error number; 0: a write is cut short instead
 *   IZE_IO_LASTING    1: all later ones fail too
 *   IZE_IO_RECORD     a file that gets the path of each file at which a call failed, and at the end the count
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
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum outcome { PASS, FAIL, CUT };

static const char *directory, *call, *record_file;
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

__attribute__((constructor)) static void start(void) {
    const char *at = getenv("IZE_IO_AT"), *number = getenv("IZE_IO_ERROR"), *ever = getenv("IZE_IO_LASTING");
    directory = getenv("IZE_IO_DIRECTORY");
    call = getenv("IZE_IO_CALL");
    record_file = getenv("IZE_IO_RECORD");
    fails_at = at ? atol(at) : 0;
    error = number ? atoi(number) : 0;
    lasting = ever && atoi(ever);
}

__attribute__((destructor)) static void end(void) {
    char line[64];
    if (record_file) {
        snprintf(line, sizeof line, "count %ld\n", atomic_load(&calls));
        record(line);
    }
}

static enum outcome decide(const char *kind, int descriptor) {
    char link[64], path[4096], line[4200];
    if (!directory || !call || strcmp(kind, call)) {
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
    snprintf(line, sizeof line, "failed %s\n", path);
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
    return REAL(ssize_t, write, int, const void *, size_t)(descriptor, bytes, part);
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
