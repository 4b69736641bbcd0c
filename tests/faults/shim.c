/* Lets system calls on files beneath a folder fail, or ends the process at one of them. For LD_PRELOAD.
 *
 * FAULT_UNDER  the folder; without it nothing happens
 * FAULT_CALLS  which calls count: letters of o(pen to write), w(rite), f(lush), r(ename, link), m(ake a folder), u(nlink)
 * FAULT_AT     the number of the first call that is struck, from 1
 * FAULT_FOR    how many calls are struck
 * FAULT_DOES   "signal 9", or "error 28" for errno
 * FAULT_TOLD   a file to which the counts of calls are written at the end, a line for each letter
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static long count, counts[128];

static int struck(char kind, const char *path)
{
    const char *under = getenv("FAULT_UNDER"), *calls = getenv("FAULT_CALLS"), *does = getenv("FAULT_DOES");
    char whole[PATH_MAX];
    if (!under || !calls || !strchr(calls, kind) || !path)
        return 0;
    if (path[0] != '/') {
        if (!getcwd(whole, sizeof whole / 2))
            return 0;
        strcat(whole, "/");
        strncat(whole, path, sizeof whole / 2 - 2);
        path = whole;
    }
    if (strncmp(path, under, strlen(under)))
        return 0;
    long number = __sync_add_and_fetch(&count, 1);
    __sync_add_and_fetch(&counts[(int)kind], 1);
    long at = atol(getenv("FAULT_AT") ?: "0"), some = atol(getenv("FAULT_FOR") ?: "1");
    if (!at || number < at || number >= at + some || !does)
        return 0;
    if (!strncmp(does, "signal ", 7)) {
        kill(getpid(), atoi(does + 7));
        return 0;
    }
    errno = atoi(does + 6);
    return 1;
}

static int struck_file(char kind, int file)
{
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0 || path[0] != '/') /* a pipe or a socket */
        return 0;
    path[length] = 0;
    return struck(kind, path);
}

__attribute__((destructor)) static void tell(void)
{
    const char *told = getenv("FAULT_TOLD");
    FILE *file = told ? fopen(told, "w") : NULL;
    if (file) {
        for (int kind = 'a'; kind <= 'z'; kind++)
            if (counts[kind])
                fprintf(file, "%c %ld\n", kind, counts[kind]);
        fclose(file);
    }
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define OPEN(name)                                                    \
    int name(const char *path, int flags, ...)                        \
    {                                                                 \
        va_list more;                                                 \
        va_start(more, flags);                                        \
        mode_t mode = va_arg(more, mode_t);                           \
        va_end(more);                                                 \
        if ((flags & (O_WRONLY | O_RDWR)) && struck('o', path))       \
            return -1;                                                \
        return REAL(name)(path, flags, mode);                         \
    }
OPEN(open)
OPEN(open64)

#define ON_FILE(type, name, kind, declared, passed)                   \
    type name declared                                                \
    {                                                                 \
        return struck_file(kind, file) ? -1 : REAL(name) passed;      \
    }
ON_FILE(ssize_t, write, 'w', (int file, const void *data, size_t size), (file, data, size))
ON_FILE(ssize_t, pwrite, 'w', (int file, const void *data, size_t size, off_t at), (file, data, size, at))
ON_FILE(ssize_t, pwrite64, 'w', (int file, const void *data, size_t size, off64_t at), (file, data, size, at))
ON_FILE(ssize_t, writev, 'w', (int file, const struct iovec *parts, int parts_count), (file, parts, parts_count))
ON_FILE(int, fsync, 'f', (int file), (file))
ON_FILE(int, fdatasync, 'f', (int file), (file))

#define ON_PATH(name, kind, path, declared, passed)                   \
    int name declared                                                 \
    {                                                                 \
        return struck(kind, path) ? -1 : REAL(name) passed;           \
    }
ON_PATH(rename, 'r', to, (const char *from, const char *to), (from, to))
ON_PATH(link, 'r', to, (const char *from, const char *to), (from, to))
ON_PATH(mkdir, 'm', path, (const char *path, mode_t mode), (path, mode))
ON_PATH(unlink, 'u', path, (const char *path), (path))
