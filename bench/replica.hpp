// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <set>

#include "client.hpp"
#include "sync/sync.hpp"

namespace teia::bench {

/// One answer of POST /v1/sync/pull, counted.
struct Pulled {
  std::size_t documents = 0;
  std::size_t wire = 0, plain = 0;  ///< bytes: as they came (brotli), and as JSON
  double ms = 0;                    ///< waited for it; reading it is the replica's time, not the server's
  std::optional<Day> day;           ///< of the last document that has one
};

/// One person's device, as much of it as decides what is asked next (docs/sync.md). It counts documents and keeps none.
class Replica {
 public:
  /// Signs in.
  Replica(unsigned short port, const std::string& login, Day since);

  Pulled listen();  ///< where it stands, and what is new
  Pulled fill();    ///< the next page of what is not yet whole
  bool whole() const { return !unfilled(); }
  bool more() const { return more_; }

  Client& client() { return client_; }
  std::size_t audiences() const { return scope_.size(); }
  std::size_t distinct(std::string_view kind) const;  ///< documents that came by filling, each once

  /// Whole requests that can be sent again and again: they change nothing here.
  std::string news_request() const;
  std::string page_request() const;

 private:
  struct Audience {
    std::string name;
    bool whole = false;
    std::optional<records::Place> before;
  };
  const Audience* unfilled() const;
  sync::PullAsked asked(const Audience* filling) const;
  Pulled pull(const Audience* filling);

  Client client_;
  Day since_;
  std::optional<ledger::Cursor> cursor_;
  std::vector<Audience> scope_;
  std::map<std::string, std::set<Uuid>, std::less<>> filled_;
  bool more_ = false;
};

}  // namespace teia::bench
