// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "actions/actions.hpp"
#include "places/period.hpp"

/// What the domain that closes periods asks of the records: to keep closed days in mind, and how the records of a period stand, now
/// and as they were known at a number of the ledger.
namespace teia::actions {

/// Whose records: an institution's (the first of a record's owners), or those that one person registered there.
struct Whose {
  OrganisationId organisation;
  std::optional<PersonId> author;
};

/// From now on a record of these days is late when it comes and rectified when it changes. `upto` is the last entry that the closing
/// told of.
void close_days(db::Write& tx, Uuid closing, const Whose& whose, const places::Period& period, std::int64_t upto);
void open_days(db::Write& tx, Uuid closing);

/// A record that counts (registrada, devolvida, validada), by its newest entry.
struct Standing {
  ActionId id;
  std::int64_t revision = 0;
  State state = State::registered;
  std::string hash;  ///< of the entry's header, hex: it holds the payload's
  bool late = false;
  auto operator<=>(const Standing&) const = default;
};

/// The records of the period, by id; then, marked late, those of earlier days that came when their period was closed, with an entry
/// after `late_since`: no report before told of them.
std::vector<Standing> standing(db::Read& tx, const Whose& whose, const places::Period& period, std::int64_t late_since);

/// The same of the past: hears the ledger from its first entry and stands where it stood at the last one heard.
class AsKnown {
 public:
  void hear(const ledger::Entry& entry);
  std::vector<Standing> standing(const Whose& whose, const places::Period& period, std::int64_t late_since) const;
  /// Some content of the record was erased (LGPD): what it said can no longer be made again.
  bool has_hole(ActionId id) const;
  /// Whether this is the record's newest entry so far.
  bool stood(ActionId id, std::int64_t revision, const std::string& hash) const;

 private:
  struct Known {
    OrganisationId owner;
    PersonId author;
    Day day;
    State state = State::planned;
    std::int64_t revision = 0;
    std::string hash;
    std::optional<std::int64_t> late_number;
    bool hole = false;
  };
  std::map<ActionId, Known> records_;
};

/// What a period's records are called in a list of what changed since.
struct Named {
  ActionId id;
  std::int64_t content_revision = 0;
  State state = State::registered;
  Day day_on;
  std::string title, author;
};
DESCRIBE(Named, id, content_revision, state, day_on, title, author)
std::optional<Named> named(db::Read& tx, ActionId id);

}  // namespace teia::actions
