/* A library to preload: it counts what a process reads and writes of chosen files, and fails one operation on demand.
 *
 * faults_arm(mode, at, part, log): from here on files whose path contains `part` are watched; operation number `at` of
 * the mode's kind fails. FULL fails every write from there on, as a full disk does. LOG writes each operation to the
 * file `log`, for a disk to be made again as a power cut would leave it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { OFF, FULL, EIO_WRITE, EIO_SYNC, EIO_READ, SHORT_READ, SHORT_WRITE, LOG };

static int mode = OFF;
static long at = 0, writes = 0, reads = 0, syncs = 0;
static char part[256];
static int log_file = -1;

#define REAL(name, type) static type real = 0; if (!real) real = (type)dlsym(RTLD_NEXT, name)
typedef ssize_t (*write_t)(int, const void *, size_t);
typedef ssize_t (*pwrite_t)(int, const void *, size_t, off64_t);
typedef ssize_t (*read_t)(int, void *, size_t);
typedef ssize_t (*pread_t)(int, void *, size_t, off64_t);
typedef int (*sync_t)(int);
typedef int (*truncate_t)(int, off64_t);
typedef int (*unlink_t)(const char *);

static ssize_t plain_write(int fd, const void *data, size_t size) {
    REAL("write", write_t);
    return real(fd, data, size);
}

void faults_arm(int new_mode, long new_at, const char *new_part, const char *log) {
    mode = new_mode;
    at = new_at;
    writes = reads = syncs = 0;
    strncpy(part, new_part, sizeof part - 1);
    if (log && *log) log_file = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
}

long faults_seen(int kind) { return kind == 0 ? writes : kind == 1 ? reads : syncs; }

/* One operation: its kind, where, how long, the name of the file, and the bytes. */
static void note(char kind, const char *path, int64_t offset, int64_t size, const void *data) {
    char head[280];
    const char *name = strrchr(path, '/');
    int length = snprintf(head, sizeof head, "%c %lld %lld %s\n", kind, (long long)offset, (long long)size,
                          name ? name + 1 : path);
    plain_write(log_file, head, (size_t)length);
    if (data) plain_write(log_file, data, (size_t)size);
}

void faults_mark(long number) { if (mode == LOG) note('m', "mark", number, 0, 0); }

static int watched(int fd, char *path) {
    char link[64];
    ssize_t length;
    if (mode == OFF) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, 1023);
    if (length <= 0) return 0;
    path[length] = 0;
    return strstr(path, part) != 0;
}

/* What to do with a write: 0 go on, -1 fail, else how many bytes to write. */
static ssize_t judge_write(size_t size) {
    writes++;
    if (mode == FULL && writes >= at) { errno = ENOSPC; return -1; }
    if (mode == EIO_WRITE && writes == at) { errno = EIO; return -1; }
    if (mode == SHORT_WRITE && writes == at && size > 1) return (ssize_t)(size / 2);
    return 0;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
    char path[1024];
    REAL("pwrite64", pwrite_t);
    if (watched(fd, path)) {
        ssize_t judged = judge_write(size);
        if (judged < 0) return -1;
        if (judged > 0) size = (size_t)judged;
        if (mode == LOG) note('w', path, offset, (int64_t)size, data);
    }
    return real(fd, data, size, offset);
}

ssize_t write(int fd, const void *data, size_t size) {
    char path[1024];
    if (watched(fd, path)) {
        off64_t offset = lseek64(fd, 0, SEEK_CUR);
        ssize_t judged = judge_write(size);
        if (judged < 0) return -1;
        if (judged > 0) size = (size_t)judged;
        if (mode == LOG) note('w', path, offset, (int64_t)size, data);
    }
    return plain_write(fd, data, size);
}

static int judge_read(size_t *size) {
    reads++;
    if (mode == EIO_READ && reads == at) { errno = EIO; return -1; }
    if (mode == SHORT_READ && reads == at && *size > 1) *size /= 2;
    return 0;
}

ssize_t pread64(int fd, void *data, size_t size, off64_t offset) {
    char path[1024];
    REAL("pread64", pread_t);
    if (watched(fd, path) && judge_read(&size)) return -1;
    return real(fd, data, size, offset);
}

ssize_t read(int fd, void *data, size_t size) {
    char path[1024];
    REAL("read", read_t);
    if (watched(fd, path) && judge_read(&size)) return -1;
    return real(fd, data, size);
}

static int judge_sync(int fd) {
    char path[1024];
    if (!watched(fd, path)) return 0;
    syncs++;
    if (mode == EIO_SYNC && syncs == at) { errno = EIO; return -1; }
    if (mode == LOG) note('s', path, 0, 0, 0);
    return 0;
}

int fsync(int fd) {
    REAL("fsync", sync_t);
    return judge_sync(fd) ? -1 : real(fd);
}

int fdatasync(int fd) {
    REAL("fdatasync", sync_t);
    return judge_sync(fd) ? -1 : real(fd);
}

int ftruncate64(int fd, off64_t size) {
    char path[1024];
    REAL("ftruncate64", truncate_t);
    if (watched(fd, path) && mode == LOG) note('t', path, size, 0, 0);
    return real(fd, size);
}

int unlink(const char *path) {
    REAL("unlink", unlink_t);
    if (mode == LOG && strstr(path, part)) note('u', path, 0, 0, 0);
    return real(path);
}
