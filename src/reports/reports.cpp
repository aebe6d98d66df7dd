// SPDX-License-Identifier: Apache-2.0
#include "reports/reports.hpp"

#include <algorithm>

#include "reports/html.hpp"

namespace teia::reports {

namespace {

using access::Verb;

/// Four seconds on a quiet machine for a state of 139 towns; the rest is for larger ones and for machines that do other things.
constexpr std::chrono::milliseconds laid_out_in{90'000};

std::string made(db::Read& tx, const people::Organisation& council, const places::Period& period, const std::string& web_address, const access::Actor& actor) {
  const auto data = gather(tx, council, period, actor);
  return html(data, sketch(tx, data.state.id, std::min(data.to, data.known_on)), web_address);
}

bool reads_all_of(db::Read& tx, PersonId person, OrganisationId council, Verb verb, Day today) {
  const auto all = access::institutions_for(tx, person, verb, today);
  return std::find(all.begin(), all.end(), council) != all.end();
}

/// Of those with a function there today, somebody who coordinates; or else somebody who reads.
PersonId reader_at(db::Read& tx, const people::Organisation& council, Day today) {
  std::optional<PersonId> reader;
  bool anybody = false;
  for (const auto& id : people::all_assignments(tx)) {
    const auto one = people::require_assignment(tx, id);
    if (one.organisation_id != council.id) continue;
    anybody = true;
    if (one.valid_from > today || one.valid_to < today) continue;
    if (reads_all_of(tx, one.person_id, council.id, Verb::action_validate, today)) return one.person_id;
    if (!reader && reads_all_of(tx, one.person_id, council.id, Verb::action_read, today)) reader = one.person_id;
  }
  if (!reader && anybody) throw problems::nobody_reads({{"council", council.short_name}});
  return reader.value_or(PersonId{});  // nobody ever worked there: nothing to read either
}

}  // namespace


ReportForm form_of(const std::string& file_name) {
  for (const auto& word : words(ReportForm{})) {
    if (file_name.ends_with("." + std::string{word.text})) return word.value;
  }
  throw problems::unknown_ending({{"file", file_name}, {"endings", ".pdf ou .html"}});
}

std::string quadrimestral(db::Read& tx, const Asked& asked, const std::string& web_address, const access::Actor& actor) {
  const auto council = council_of(tx, asked.state);
  const auto period = quadrimestre(asked.period, actor.today);
  if (!reads_all_of(tx, actor.person, council.id, Verb::action_read, actor.today)) throw access::problems::missing_right();
  return made(tx, council, period, web_address, actor);
}

std::string quadrimestral(db::Read& tx, const Asked& asked, const std::string& web_address, Instant now) {
  const auto today = local_day(now, capital_zone);
  const auto council = council_of(tx, asked.state);
  const auto period = quadrimestre(asked.period, today);
  return made(tx, council, period, web_address, {reader_at(tx, council, today), {}, today, now});
}

std::string pdf(const std::string& html) { return run({"weasyprint", {"--pdf-variant", "pdf/ua-1", "--quiet", "-", "-"}, html, {.time = laid_out_in}}); }

std::string Press::pdf(const std::string& html) {
  if (!free_.try_acquire()) {
    auto busy = problems::busy();
    busy.retry_after_s = 5;
    throw busy;
  }
  struct Returned {
    std::counting_semaphore<>& to;
    ~Returned() { to.release(); }
  } const returned{free_};
  return reports::pdf(html);
}

}  // namespace teia::reports
