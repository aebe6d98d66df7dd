// SPDX-License-Identifier: Apache-2.0
#include "fragile_vfs.hpp"

#include <sqlite3.h>

#include <new>
#include <string>
#include <vector>

#include "fragile_disk.hpp"

namespace teia::test {

namespace {

/// SQLite gives room for this and, after it, for the default VFS's own file.
struct File {
  sqlite3_file base;
  std::string* path;  ///< nothing: a temporary file, which need not survive anything
  sqlite3_file* inner() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
const sqlite3_io_methods& methods(sqlite3_file* file) { return *of(file).inner()->pMethods; }
FragileDisk& disk() { return FragileDisk::only(); }

int close(sqlite3_file* file) {
  delete of(file).path;
  return methods(file).xClose(of(file).inner());
}

int read(sqlite3_file* file, void* to, int count, sqlite3_int64 offset) {
  if (of(file).path) {
    if (const int result = disk().reads()) return result == SQLITE_IOERR ? SQLITE_IOERR_READ : result;
  }
  return methods(file).xRead(of(file).inner(), to, count, offset);
}

int write(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset) {
  if (of(file).path) {
    const int result = disk().wrote(*of(file).path, offset, {static_cast<const char*>(from), static_cast<std::size_t>(count)});
    if (result) return result == SQLITE_IOERR ? SQLITE_IOERR_WRITE : result;
  }
  return methods(file).xWrite(of(file).inner(), from, count, offset);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (of(file).path && disk().truncated(*of(file).path, size)) return SQLITE_IOERR_TRUNCATE;
  return methods(file).xTruncate(of(file).inner(), size);
}

/// The real disk is not asked: what is durable is decided by FragileDisk alone, and the tests are quick.
int sync(sqlite3_file* file, int) { return of(file).path && disk().synced(*of(file).path) ? SQLITE_IOERR_FSYNC : SQLITE_OK; }

/// `pragma wal_autocheckpoint` is taken for done: see open_hook.
int file_control(sqlite3_file* file, int operation, void* argument) {
  if (operation == SQLITE_FCNTL_PRAGMA && std::string_view{static_cast<char**>(argument)[1]} == "wal_autocheckpoint") return SQLITE_OK;
  return methods(file).xFileControl(of(file).inner(), operation, argument);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) { return methods(file).xFileSize(of(file).inner(), size); }
int lock(sqlite3_file* file, int level) { return methods(file).xLock(of(file).inner(), level); }
int unlock(sqlite3_file* file, int level) { return methods(file).xUnlock(of(file).inner(), level); }
int check_lock(sqlite3_file* file, int* held) { return methods(file).xCheckReservedLock(of(file).inner(), held); }
int sector_size(sqlite3_file* file) { return methods(file).xSectorSize(of(file).inner()); }
int characteristics(sqlite3_file* file) { return methods(file).xDeviceCharacteristics(of(file).inner()); }
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** to) {
  return methods(file).xShmMap(of(file).inner(), page, size, extend, to);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) { return methods(file).xShmLock(of(file).inner(), offset, count, flags); }
void shm_barrier(sqlite3_file* file) { methods(file).xShmBarrier(of(file).inner()); }
int shm_unmap(sqlite3_file* file, int remove) { return methods(file).xShmUnmap(of(file).inner(), remove); }

/// Version 2: with shared memory, without memory-mapped reading, which would pass us by.
constexpr sqlite3_io_methods fragile_methods{2,         close,       read,       write,        truncate,        sync,    file_size,
                                             lock,      unlock,      check_lock, file_control, sector_size,     characteristics,
                                             shm_map,   shm_lock,    shm_barrier, shm_unmap,   nullptr,         nullptr};

sqlite3_vfs* original = nullptr;

std::optional<std::string> content_of(sqlite3_file* inner) {
  sqlite3_int64 size = 0;
  inner->pMethods->xFileSize(inner, &size);
  std::string content(static_cast<std::size_t>(size), '\0');
  if (size > 0 && inner->pMethods->xRead(inner, content.data(), static_cast<int>(size), 0) != SQLITE_OK) return std::nullopt;
  return content;
}

int open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  auto& fragile = of(file);
  fragile.base.pMethods = nullptr;
  fragile.path = nullptr;
  int exists = 0;
  if (path) original->xAccess(original, path, SQLITE_ACCESS_EXISTS, &exists);
  if (const int result = original->xOpen(original, path, fragile.inner(), flags, out_flags)) return result;
  if (path) {
    if (const int result = disk().opened(path, exists ? content_of(fragile.inner()) : std::nullopt)) {
      methods(file).xClose(fragile.inner());
      return result;
    }
    fragile.path = new std::string{path};
  }
  fragile.base.pMethods = &fragile_methods;
  return SQLITE_OK;
}

int remove(sqlite3_vfs*, const char* path, int sync_folder) {
  if (disk().deleted(path, sync_folder != 0)) return SQLITE_IOERR_DELETE;
  return original->xDelete(original, path, 0);
}

/// Runs for every connection of this program before its first statement.
int open_hook(sqlite3* connection, const char**, const sqlite3_api_routines*) { return sqlite3_wal_autocheckpoint(connection, 30); }

}  // namespace

void register_fragile_vfs(const char* name) {
  original = sqlite3_vfs_find(nullptr);
  static sqlite3_vfs mine = *original;
  mine.zName = name;
  mine.pNext = nullptr;
  mine.szOsFile = static_cast<int>(sizeof(File)) + original->szOsFile;
  mine.xOpen = open;
  mine.xDelete = remove;
  sqlite3_vfs_register(&mine, 0);
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(open_hook));
}

}  // namespace teia::test
