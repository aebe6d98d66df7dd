// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "places/places.hpp"
#include "support/engines.hpp"

namespace teia::places {

/// The whole territory in a SQLite database of its own: a copy of one that is loaded once. `shared` is for tests that only read.
class Territory {
 public:
  Territory() : store_((copy_loaded(file()), db::Options{.url = "sqlite:" + file()})) {}

  template <class F>
  auto read(F&& f) { return store_.read(f); }
  template <class F>
  auto write(F&& f) { return store_.write(f); }

  static Territory& shared() {
    static Territory territory;
    return territory;
  }

 private:
  static void copy_loaded(const std::string& to) {
    static const test::TestDatabase loaded{db::Engine::sqlite, test::Schema::migrated};
    static const auto once = [] {
      db::Store store{{.url = loaded.url()}};
      return store.write([](db::Write& w) { return load_territory(w); });
    }();
    if (once > 0) std::filesystem::copy_file(loaded.url().substr(loaded.url().find(':') + 1), to);
  }
  std::string file() const { return (folder_.path() / "territory.sqlite").string(); }

  test::Folder folder_;
  db::Store store_;
};

}  // namespace teia::places
