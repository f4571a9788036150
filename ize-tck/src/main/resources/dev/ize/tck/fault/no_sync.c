/*
 * Loaded before the C library, this makes every call that has bytes written to a disk do nothing and say that it did,
 * and opens files without the flags that have each write do so. A process that runs with it keeps no promise that
 * outlives a power cut. With NO_SYNC_PART in the environment only files are meant whose path has that part.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int is_meant(const char *path) {
    const char *part = getenv("NO_SYNC_PART");
    return part == NULL || strstr(path, part) != NULL;
}

static int is_open_and_meant(int descriptor) {
    char link[64];
    char path[PATH_MAX + 1];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, PATH_MAX);
    if (length < 0) {
        return 0;
    }
    path[length] = 0;
    return is_meant(path);
}

#define DEFINE_SYNC(name)                                                                               \
    int name(int descriptor) {                                                                          \
        return is_open_and_meant(descriptor) ? 0 : ((int (*)(int)) dlsym(RTLD_NEXT, #name))(descriptor); \
    }

DEFINE_SYNC(fsync)
DEFINE_SYNC(fdatasync)

int msync(void *address, size_t length, int flags) { return 0; }

int sync_file_range(int descriptor, off64_t offset, off64_t size, unsigned int flags) { return 0; }

int syncfs(int descriptor) { return 0; }

void sync(void) {}

static int unsynced(const char *path, int flags) { return is_meant(path) ? flags & ~(O_SYNC | O_DSYNC) : flags; }

#define TAKE_MODE(flags, mode)                           \
    mode_t mode = 0;                                     \
    if ((flags) & (O_CREAT | O_TMPFILE)) {               \
        va_list rest;                                    \
        va_start(rest, flags);                           \
        mode = va_arg(rest, mode_t);                     \
        va_end(rest);                                    \
    }

#define DEFINE_OPEN(name)                                                                        \
    int name(const char *path, int flags, ...) {                                                 \
        TAKE_MODE(flags, mode)                                                                   \
        return ((int (*)(const char *, int, ...)) dlsym(RTLD_NEXT, #name))(                          \
                path, unsynced(path, flags), mode); \
    }

#define DEFINE_OPENAT(name)                                                                      \
    int name(int directory, const char *path, int flags, ...) {                                  \
        TAKE_MODE(flags, mode)                                                                   \
        return ((int (*)(int, const char *, int, ...)) dlsym(RTLD_NEXT, #name))(                 \
                directory, path, unsynced(path, flags), mode);                                         \
    }

DEFINE_OPEN(open)
DEFINE_OPEN(open64)
DEFINE_OPENAT(openat)
DEFINE_OPENAT(openat64)
