// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <fstream>

#include "ledger/ledger.hpp"
#include "ledger/tar.hpp"
#include "support/engines.hpp"

namespace teia::ledger {
namespace {

namespace fs = std::filesystem;
using db::Engine;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Contents = std::vector<std::pair<std::string, std::string>>;  ///< of an archive: name and bytes, in order

Contents contents_of(const fs::path& file) {
  TarReader in{file};
  Contents all;
  while (const auto entry = in.next()) all.emplace_back(entry->name, in.whole(1 << 26));
  return all;
}

void write_archive(const fs::path& file, const Contents& contents) {
  fs::remove(file);
  TarWriter out{file};
  for (const auto& [name, bytes] : contents) out.entry(name, bytes);
  out.finish();
}

/// A system in use: a store, its attachments, and a little history.
class System {
 public:
  explicit System(Engine engine, test::Schema schema = test::Schema::migrated) : database_(engine, schema) {}

  void fill() {
    store().write([&](db::Write& w) { open(w, {1000}, *chance_); });
    const auto spooled = folder_.path() / "spooled";
    std::ofstream{spooled} << "\xff\xd8\xff um retrato";
    photo_ = files.keep(spooled, {1500});
    store().write([&](db::Write& w) { record_attachment(w, files, photo_); });
    append_one("{\"t\":\"ação com “aspas”, \\\\ e\\nquebra\"}", {photo_.hash});
    append_one(std::string("\0\xff\x80 bytes", 9));
    append_one("t:x:");
    append_one("com nome de alguém");
    store().write([&](db::Write& w) { erase(w, {5}, "pedido", {}, {}, {2500}, *chance_); });
  }
  std::int64_t append_one(std::string payload, std::vector<std::string> attachments = {}) {
    NewEntry entry;
    entry.record = RecordId::make({1}, *chance_);
    entry.kind = "note";
    entry.operation = OperationId::make({1}, *chance_);
    entry.payload = std::move(payload);
    entry.attachments = std::move(attachments);
    return store().write([&](db::Write& w) { return append(w, entry, {2000}).number; });
  }
  Cursor at() {
    return store().read([](db::Read& r) { return head(r); });
  }
  std::vector<std::string> faults() {
    auto all = store().read([](db::Read& r) { return verify(r); }).faults;
    for (auto& fault : store().read([&](db::Read& r) { return verify_attachments(r, files); })) all.push_back(fault);
    return all;
  }
  std::vector<std::string> payloads() {
    std::vector<std::string> all;
    store().read([&](db::Read& r) {
      each_since(r, 0, [&](Entry&& entry) {
        if (entry.kind == "note") all.push_back(entry.payload ? entry.payload->data : "erased");
        return true;
      });
    });
    return all;
  }

  fs::path back_up(std::string passphrase = "") {
    const auto file = folder_.path() / ("copia" + std::to_string(++copies_) + ".tar.zst");
    done = backup(url(), files, file, {test::migrations(database_.engine()), std::move(passphrase), {9000}});
    return file;
  }
  RestoreOptions options() const { return {.migrations = test::migrations(database_.engine()), .passphrase = "", .later = {}, .even_with_faults = false, .forget = {}, .now = {10'000}}; }
  RestoreDone take(const fs::path& file) { return take(file, options()); }
  RestoreDone take(const fs::path& file, const RestoreOptions& how) { return restore(file, url(), files, how, *chance_); }

  const std::string& url() const { return database_.url(); }
  db::Store& store() {
    if (!store_) store_ = std::make_unique<db::Store>(db::Options{.url = url(), .before_batch = &lock_head});
    return *store_;
  }
  bool untouched() const {
    bool any = false;
    files.each([&](auto&, auto) { any = true; });
    const auto connection = database_.connect();
    return !any && db::Dump{*connection, database_.engine()}.tables().empty();
  }
  const Attachment& photo() const { return photo_; }
  BackupDone done;

 private:
  test::TestDatabase database_;
  test::Folder folder_;
  inline static std::uint64_t systems_ = 0;
  int copies_ = 0;
  std::unique_ptr<Chance> chance_ = seeded_chance(++systems_);  ///< two systems never make the same id
  std::unique_ptr<db::Store> store_;
  Attachment photo_;

 public:
  Attachments files{folder_.path() / "attachments"};
};

struct Road {
  Engine from, to;
};
class ArchiveRoad : public testing::TestWithParam<Road> {
 protected:
  void SetUp() override {
    for (const auto engine : {GetParam().from, GetParam().to}) {
      if (const auto why = test::missing(engine)) GTEST_SKIP() << *why;
    }
  }
};
std::string road_name(const testing::TestParamInfo<Road>& info) {
  const auto name = [](Engine engine) { return engine == Engine::sqlite ? std::string{"sqlite"} : std::string{"postgres"}; };
  return name(info.param.from) + "_to_" + name(info.param.to);
}
INSTANTIATE_TEST_SUITE_P(On, ArchiveRoad,
                         testing::Values(Road{Engine::sqlite, Engine::sqlite}, Road{Engine::sqlite, Engine::postgres},
                                         Road{Engine::postgres, Engine::sqlite}, Road{Engine::postgres, Engine::postgres}),
                         road_name);

TEST_P(ArchiveRoad, ThereAndBackGivesTheSameLedger) {
  System first{GetParam().from};
  first.fill();
  const auto file = first.back_up("segredo");
  EXPECT_EQ(first.done.head.hash, first.at().hash);
  EXPECT_EQ(first.done.attachments, 1);

  System second{GetParam().to, test::Schema::empty};
  auto how = second.options();
  how.passphrase = "segredo";
  const auto there = second.take(file, how);
  EXPECT_EQ(there.rows, first.done.rows);
  EXPECT_EQ(there.head.number, first.at().number);
  EXPECT_EQ(there.head.hash, first.at().hash) << "the key came along, so the new epoch adds no entry";
  EXPECT_NE(there.head.epoch, first.at().epoch);
  EXPECT_THAT(second.faults(), IsEmpty());
  EXPECT_EQ(second.payloads(), first.payloads());
  EXPECT_TRUE(second.files.holds(first.photo()));
  second.append_one("depois");
  EXPECT_THAT(second.faults(), IsEmpty());

  System third{GetParam().from, test::Schema::empty};
  EXPECT_EQ(third.take(second.back_up()).rows, second.done.rows);
  EXPECT_EQ(third.payloads(), second.payloads());
  EXPECT_THAT(third.faults(), IsEmpty());
}

/// Where the engines differ in a table (full-text search), its rows still travel.
TEST_P(ArchiveRoad, SearchIndexesTravelToo) {
  const auto has_search = [](Engine engine) {
    const test::TestDatabase database{engine, test::Schema::migrated};
    const auto connection = database.connect();
    for (const auto& table : db::Dump{*connection, engine}.tables()) {
      if (table.name == "action_search") return table;
    }
    throw std::logic_error("no full-text table: this test wants another example");
  };
  EXPECT_EQ(has_search(GetParam().from), has_search(GetParam().to));
  System first{GetParam().from};
  first.fill();
  db::connect(first.url(), true)->script("insert into action_search (rowid, terms) values (41, 'gurup sau'), (42, 'palm reg')");
  System second{GetParam().to, test::Schema::empty};
  second.take(first.back_up());
  const auto connection = db::connect(second.url(), false);
  std::vector<std::string> rows;
  db::Dump{*connection, GetParam().to}.rows(has_search(GetParam().to), {}, [&](std::string_view line) { rows.emplace_back(line); });
  EXPECT_THAT(rows, testing::UnorderedElementsAre(R"({"rowid":41,"terms":"gurup sau"})", R"({"rowid":42,"terms":"palm reg"})"));
}

/// A backup made before a migration, restored by the program that has it.
TEST_P(ArchiveRoad, AnOlderSchemaClimbsToTodays) {
  System first{GetParam().from, test::Schema::empty};
  auto all = test::migrations(GetParam().from);
  db::migrate(*db::connect(first.url(), true), {all.begin(), all.begin() + 1}, {1}, {});
  first.fill();
  System second{GetParam().to, test::Schema::empty};
  second.take(first.back_up());
  EXPECT_EQ(second.payloads(), first.payloads());
  EXPECT_THAT(second.faults(), IsEmpty());
  EXPECT_EQ(db::migrate(*db::connect(second.url(), true), test::migrations(GetParam().to), {2}, {}), 0) << "nothing is left to do";
}

class Archive : public testing::Test {
 protected:
  Archive() { source_.fill(); }

  /// What a restore says to an archive that was changed on its way. The target must stay as it was.
  std::string refused(const Contents& contents, RestoreOptions how) {
    write_archive(file_, contents);
    return refused_file(file_, std::move(how));
  }
  std::string refused(const Contents& contents) { return refused(contents, System{Engine::sqlite}.options()); }
  std::string refused_file(const fs::path& file, RestoreOptions how) {
    System target{Engine::sqlite, test::Schema::empty};
    try {
      target.take(file, how);
      return "restored";
    } catch (const Problem& problem) {
      EXPECT_TRUE(target.untouched()) << problem.message;
      return problem.code + ": " + problem.message;
    }
  }
  static std::string& part(Contents& contents, std::string_view start) {
    for (auto& [name, bytes] : contents) {
      if (name.starts_with(start)) return bytes;
    }
    throw std::logic_error("no such part");
  }
  static void replace(std::string& in, std::string_view what, std::string_view by) {
    const auto at = in.find(what);
    ASSERT_NE(at, in.npos) << what;
    in.replace(at, what.size(), by);
  }

  test::Folder folder_;
  fs::path file_ = folder_.path() / "changed.tar.zst";
  System source_{Engine::sqlite};
};

TEST_F(Archive, IsReadWithPlainTools) {
  const auto file = source_.back_up();
  const auto extracted = folder_.path() / "x";
  fs::create_directory(extracted);
  ASSERT_EQ(std::system(("tar --zstd -xf '" + file.string() + "' -C '" + extracted.string() + "'").c_str()), 0);
  EXPECT_TRUE(fs::exists(extracted / "manifest.json"));
  EXPECT_TRUE(fs::exists(extracted / "attachments" / source_.photo().hash.substr(0, 2) / source_.photo().hash.substr(2)));
  std::ifstream lines{extracted / "tables" / "ledger_payload" / "000001.jsonl"};
  std::string first;
  std::getline(lines, first);
  EXPECT_THAT(first, HasSubstr(R"("number":1,)"));
  EXPECT_THAT(first, HasSubstr(R"("payload":"t:{\"id\":)"));
}

TEST_F(Archive, KeepsTheSecretKeyOnlyUnderAPassphrase) {
  const auto open_copy = contents_of(source_.back_up());
  for (const auto& [name, bytes] : open_copy) {
    EXPECT_NE(name, "key.json");
    if (name.starts_with("tables/ledger_key/")) {
      EXPECT_THAT(bytes, HasSubstr("\"secret_key\":null"));
    }
  }

  System target{Engine::sqlite, test::Schema::empty};
  const auto restored = target.take(source_.back_up("segredo"));
  EXPECT_EQ(restored.head.number, source_.at().number + 1) << "without the passphrase a new key comes";
  EXPECT_THAT(target.faults(), IsEmpty());

  auto how = target.options();
  how.passphrase = "outra";
  EXPECT_THAT(refused_file(source_.back_up("segredo"), how), HasSubstr("archive.passphrase"));
}

TEST_F(Archive, APassphraseAsksForAnArchiveWithTheKey) {
  auto how = System{Engine::sqlite}.options();
  how.passphrase = "segredo";
  EXPECT_THAT(refused_file(source_.back_up(), how), HasSubstr("archive.no-key"));
  System target{Engine::sqlite, test::Schema::empty};
  EXPECT_EQ(target.take(source_.back_up("segredo"), how).head.number, source_.at().number) << "no new key";
}

TEST_F(Archive, NeverReplacesAFileAndIsTheOwnersAlone) {
  const auto file = source_.back_up();
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  const auto before = test::content(file);
  const auto refused_backup = [&](const fs::path& to) {
    try {
      backup(source_.url(), source_.files, to, {test::migrations(Engine::sqlite), "", {9000}});
      return std::string{"written"};
    } catch (const Problem& problem) {
      return problem.code;
    }
  };
  EXPECT_EQ(refused_backup(file), "archive.file-exists");
  EXPECT_EQ(test::content(file), before);
  EXPECT_FALSE(fs::exists(file.string() + ".part"));
  fs::create_symlink("nada", folder_.path() / "elo");
  EXPECT_EQ(refused_backup(folder_.path() / "elo"), "archive.file-exists");
  EXPECT_EQ(refused_backup(folder_.path() / "nada" / "x.tar.zst"), "archive.no-folder");
}

TEST_F(Archive, AFileThatIsNotThereIsSaidToBeMissing) {
  EXPECT_THAT(refused_file(folder_.path() / "nada.tar.zst", System{Engine::sqlite}.options()), HasSubstr("archive.none"));
}

TEST_F(Archive, ARestoreRefusesATargetThatIsNotEmpty) {
  const auto file = source_.back_up();
  System other{Engine::sqlite};
  EXPECT_THROW(other.take(file), Problem);
  EXPECT_THROW(source_.take(file), Problem);
  EXPECT_THAT(source_.faults(), IsEmpty());
}

TEST_F(Archive, TellsTheDamageWithItsPlaceAndRestoresNothing) {
  const auto whole = contents_of(source_.back_up());
  EXPECT_EQ(refused(whole), "restored");

  const auto changed = [&](std::string_view start, std::string_view what, std::string_view by) {
    auto contents = whole;
    replace(part(contents, start), what, by);
    return refused(contents);
  };
  EXPECT_THAT(changed("tables/ledger_entry/", "\"kind\":\"note\"", "\"kind\":\"nota\""), HasSubstr("tables/ledger_entry/000001.jsonl: o conteúdo foi alterado"));
  EXPECT_THAT(changed("tables/ledger_entry/", "\"revision\":1,", "\"revision\":\"1\","), HasSubstr("tables/ledger_entry/000001.jsonl, linha 1: a coluna revision deveria ser bigint"));
  EXPECT_THAT(changed("tables/ledger_entry/", "\"revision\":1,", "\"revison\":1,"), HasSubstr("linha 1: falta a coluna revision"));
  EXPECT_THAT(changed("tables/ledger_entry/", "\"number\":2,", "\"number\":1,"), HasSubstr("linha 2: o banco recusa a linha"));
  EXPECT_THAT(changed("tables/ledger_payload/", "\"number\":6,", "\"number\":60,"), HasSubstr("o conteúdo foi alterado"));
  EXPECT_THAT(changed("tables/ledger_payload/", "{", "["), HasSubstr("tables/ledger_payload/000001.jsonl, linha 1: a linha não é JSON"));
  EXPECT_THAT(changed("attachments/", "retrato", "retrata"), HasSubstr("anexo " + source_.photo().hash + ": o conteúdo foi alterado"));
  EXPECT_THAT(changed("manifest.json", "\"format\":1", "\"format\":2"), HasSubstr("archive.newer"));
  EXPECT_THAT(changed("manifest.json", "0001_ledger", "0001_legder"), HasSubstr("restored")) << "the name alone is the other engine's";
  EXPECT_THAT(changed("manifest.json", "\"checksum\":\"", "\"checksum\":\"0"), HasSubstr("archive.newer"));
  EXPECT_THAT(changed("manifest.json", "ledger_entry", "ledger_untry"), HasSubstr("as tabelas não são"));
  EXPECT_THAT(changed("summary.json", "{\"parts\"", "{\"parties\""), HasSubstr("summary.json"));

  for (const std::string_view left_out : {"tables/ledger_entry/", "attachments/", "summary.json", "manifest.json"}) {
    auto contents = whole;
    std::erase_if(contents, [&](const auto& entry) { return entry.first.starts_with(left_out); });
    EXPECT_THAT(refused(contents), HasSubstr("archive.damaged")) << left_out;
  }
  auto contents = whole;
  contents.emplace_back("tables/strange/000001.jsonl", "{}\n");
  EXPECT_THAT(refused(contents), HasSubstr("vem depois do fim"));
  std::swap(contents.back(), contents[contents.size() - 2]);
  EXPECT_THAT(refused(contents), HasSubstr("tables/strange/000001.jsonl: a tabela não existe"));
}

TEST_F(Archive, ACutFileIsDamagedWhereverItIsCut) {
  const auto file = source_.back_up();
  const auto size = fs::file_size(file);
  for (const auto cut : {size - 1, size - 20, size / 2, size / 4, std::uintmax_t{10}, std::uintmax_t{0}}) {
    fs::copy_file(file, file_, fs::copy_options::overwrite_existing);
    fs::resize_file(file_, cut);
    EXPECT_THAT(refused_file(file_, System{Engine::sqlite}.options()), HasSubstr("archive.damaged")) << cut << " of " << size;
  }
  std::ofstream{file_} << "not an archive at all";
  EXPECT_THAT(refused_file(file_, System{Engine::sqlite}.options()), HasSubstr("archive.damaged"));
}

TEST_F(Archive, ALedgerThatDoesNotVerifyIsRestoredOnlyOnRequest) {
  db::connect(source_.url(), true)->script("update ledger_payload set payload = 'x' where number = 3");
  const auto file = source_.back_up();
  auto how = System{Engine::sqlite}.options();
  EXPECT_THAT(refused_file(file, how), HasSubstr("livro: entrada 3"));
  how.even_with_faults = true;
  System target{Engine::sqlite, test::Schema::empty};
  EXPECT_THAT(target.take(file, how).faults, ElementsAre(HasSubstr("entrada 3")));
}

TEST_F(Archive, WhatWasErasedAfterTheBackupStaysErased) {
  const auto file = source_.back_up();
  source_.store().write([&](db::Write& w) { erase(w, {3}, "pedido", {}, {}, {2600}, *seeded_chance(9)); });
  const auto erased = source_.store().read([](db::Read& r) { return erased_entries(r); });
  ASSERT_EQ(erased.size(), 2u);  // one is older than the backup

  System target{Engine::sqlite, test::Schema::empty};
  auto how = target.options();
  how.later = erased;
  how.later.push_back({4, std::string(64, '0')});  // of another history
  std::vector<std::int64_t> forgotten;
  how.forget = [&](db::Write&, const std::vector<std::int64_t>& numbers) { forgotten = numbers; };
  EXPECT_EQ(target.take(file, how).erased_again, 1);
  EXPECT_THAT(forgotten, ElementsAre(3));
  EXPECT_EQ(target.payloads(), source_.payloads());
  EXPECT_THAT(target.faults(), IsEmpty());
}

TEST_F(Archive, GoesOnWithoutAFileThatIsGoneAndNamesIt) {
  fs::remove(source_.files.path_of(source_.photo().hash));
  const auto file = source_.back_up();
  EXPECT_THAT(source_.done.lost, ElementsAre(source_.photo().hash));
  System target{Engine::sqlite, test::Schema::empty};
  EXPECT_THAT(target.take(file).lost, ElementsAre(source_.photo().hash));
}

TEST_F(Archive, HoldsOneMomentWhileTheServerGoesOn) {
  for (int i = 0; i < 300; ++i) source_.append_one(std::string(20'000, 'a'));  // several parts
  std::atomic<bool> stop{false};
  std::thread busy{[&] {
    while (!stop) source_.append_one("durante");
  }};
  const auto file = source_.back_up();
  stop = true;
  busy.join();
  System target{Engine::sqlite, test::Schema::empty};
  const auto restored = target.take(file);
  EXPECT_EQ(restored.head.number, source_.done.head.number + 1);
  EXPECT_LT(source_.done.head.number, source_.at().number) << "something was written meanwhile";
  EXPECT_THAT(target.faults(), IsEmpty());
}

}  // namespace
}  // namespace teia::ledger
