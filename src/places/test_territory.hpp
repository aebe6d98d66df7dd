// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "places/places.hpp"
#include "support/engines.hpp"

namespace teia::places {

/// The whole territory in a database of its own. `shared` is loaded once for all tests that only read.
class Territory {
 public:
  explicit Territory(db::Engine engine = db::Engine::sqlite)
      : database_(engine, test::Schema::migrated), store_(db::Options{.url = database_.url()}) {
    loaded = store_.write([](db::Write& w) { return load_territory(w); });
  }

  template <class F>
  auto read(F&& f) { return store_.read(f); }
  template <class F>
  auto write(F&& f) { return store_.write(f); }

  static Territory& shared() {
    static Territory territory;
    return territory;
  }

  std::int64_t loaded = 0;

 private:
  test::TestDatabase database_;
  db::Store store_;
};

}  // namespace teia::places
