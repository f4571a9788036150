/*
 * Loaded before the C library, this makes every call that has bytes written to a disk do nothing and say that it did,
 * and opens files without the flags that have each write do so. A process that runs with it keeps no promise that
 * outlives a power cut.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/types.h>

int fsync(int descriptor) { return 0; }

int fdatasync(int descriptor) { return 0; }

int msync(void *address, size_t length, int flags) { return 0; }

int sync_file_range(int descriptor, off64_t offset, off64_t size, unsigned int flags) { return 0; }

int syncfs(int descriptor) { return 0; }

void sync(void) {}

static int unsynced(int flags) { return flags & ~(O_SYNC | O_DSYNC); }

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
        return ((int (*)(const char *, int, ...)) dlsym(RTLD_NEXT, #name))(path, unsynced(flags), mode); \
    }

#define DEFINE_OPENAT(name)                                                                      \
    int name(int directory, const char *path, int flags, ...) {                                  \
        TAKE_MODE(flags, mode)                                                                   \
        return ((int (*)(int, const char *, int, ...)) dlsym(RTLD_NEXT, #name))(                 \
                directory, path, unsynced(flags), mode);                                         \
    }

DEFINE_OPEN(open)
DEFINE_OPEN(open64)
DEFINE_OPENAT(openat)
DEFINE_OPENAT(openat64)
