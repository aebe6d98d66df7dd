// SPDX-License-Identifier: Apache-2.0
#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>

#include <fstream>

#include "ledger/ledger.hpp"
#include "support/engines.hpp"

namespace teia::ledger {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string jpeg = "\xff\xd8\xff\xe0 a picture", png = "\x89PNG\r\n\x1a\n....";

fs::path spool(const test::Folder& folder, std::string_view bytes) {
  const auto path = folder.path() / "spooled.exe";  // a name says nothing
  std::ofstream{path, std::ios::binary} << bytes;
  return path;
}

using Entries = std::vector<std::pair<std::string, std::string>>;
fs::path zip(const test::Folder& folder, const Entries& entries) {
  const auto path = folder.path() / "spooled.zip";
  auto* writer = archive_write_new();
  archive_write_set_format_zip(writer);
  archive_write_open_filename(writer, path.c_str());
  for (const auto& [name, bytes] : entries) {
    auto* entry = archive_entry_new();
    archive_entry_set_pathname_utf8(entry, name.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_write_header(writer, entry);
    archive_write_data(writer, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  archive_write_free(writer);
  return path;
}

std::string found(const fs::path& file) {
  const auto type = sniff(file);
  return type ? std::string{type->content_type} : "refused";
}

std::string box(std::string_view type, std::string_view content) {
  return std::string{"\0\0\0", 3} + static_cast<char>(content.size() + 8) + std::string{type} + std::string{content};
}

TEST(Sniffing, TellsTheAcceptedTypesByTheirBytes) {
  const test::Folder folder;
  const std::pair<std::string, std::string> cases[] = {
      {jpeg, "image/jpeg"},
      {png, "image/png"},
      {std::string("RIFF\x10\0\0\0WEBPVP8 ....", 20), "image/webp"},
      {"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "application/pdf"},
      {std::string("OggS\0\2", 6) + "OpusHead", "audio/ogg"},
      {"\x1a\x45\xdf\xa3\x42\x82\x84webm A_OPUS", "audio/webm"},
      {box("ftyp", "M4A ") + box("mdat", "xyz") + box("moov", "hdlr soun"), "audio/mp4"},
      {"município;população\nGurupi;85125\n", "text/csv; charset=utf-8"},
      {"munic\xedpio;popula\xe7\xe3o\nGurupi;85125\n", "text/csv; charset=windows-1252"},
      {"Ata da reunião.\n", "text/plain; charset=utf-8"},
  };
  for (const auto& [bytes, type] : cases) EXPECT_EQ(found(spool(folder, bytes)), type);
}

TEST(Sniffing, RefusesWhatItDoesNotKnow) {
  const test::Folder folder;
  const std::string cases[] = {
      "", "   \n", "MZ\x90", "\x7f" "ELF", "GIF89a\x01", std::string("text\0with a nul", 15), "<html><script>", "\xef\xbb\xbf <svg>",
      std::string("OggS\0\2", 6) + "\x80theora",                                // video
      "\x1a\x45\xdf\xa3\x42\x82\x84webm V_VP9 A_OPUS",                         // video
      box("ftyp", "isom") + box("moov", "hdlr soun hdlr vide"),                 // video
      box("ftyp", "heic") + box("meta", "hdlr pict"),                           // HEIC
      box("ftyp", "M4A ") + std::string(8, '\0'),                               // a box of size zero
      "caf\xc3",                                                                // ends inside a letter: then it is Windows-1252
  };
  for (const auto& bytes : cases) {
    const auto type = found(spool(folder, bytes));
    EXPECT_EQ(type, bytes.starts_with("caf") ? "text/plain; charset=windows-1252" : "refused") << bytes;
  }
}

TEST(Sniffing, OfficeDocumentsAreZipFilesOfACertainShape) {
  const test::Folder folder;
  const std::string odt = "application/vnd.oasis.opendocument.text";
  EXPECT_THAT(found(zip(folder, {{"[Content_Types].xml", "x"}, {"word/document.xml", "x"}})), HasSubstr("wordprocessingml"));
  EXPECT_THAT(found(zip(folder, {{"[Content_Types].xml", "x"}, {"xl/workbook.xml", "x"}})), HasSubstr("spreadsheetml"));
  EXPECT_EQ(found(zip(folder, {{"mimetype", odt}, {"content.xml", "x"}})), odt);
  EXPECT_THAT(found(zip(folder, {{"[Content_Types].xml", "x"}, {"word/media/reunião.png", "x"}, {"word/document.xml", "x"}})), HasSubstr("wordprocessingml"));
  EXPECT_EQ(found(zip(folder, {{"anything.txt", "x"}})), "refused");
  EXPECT_EQ(found(zip(folder, {{"[Content_Types].xml", "x"}, {"word/document.xml", "x"}, {"word/vbaProject.bin", "x"}})), "refused");
  EXPECT_EQ(found(zip(folder, {{"[Content_Types].xml", "x"}, {"word/document.xml", "x"}, {"../../etc/passwd", "x"}})), "refused");
  auto cut = zip(folder, {{"[Content_Types].xml", std::string(5000, 'x')}, {"word/document.xml", "x"}});
  fs::resize_file(cut, fs::file_size(cut) - 60);
  EXPECT_EQ(found(cut), "refused");
  EXPECT_EQ(found(TEIA_SOURCE_DIR "/tests/fuzz/seeds/sniff_fuzz/zip64"), "refused") << "a part that says it has 2^63 - 1 bytes";
}

class AttachmentTest : public test::OnBothEngines {
 protected:
  AttachmentTest() : OnBothEngines(test::Schema::migrated) {}
  void prepare() override {
    store_ = std::make_unique<db::Store>(db::Options{.url = url(), .before_batch = &lock_head});
    store_->write([&](db::Write& w) { open(w, {1000}, *chance_); });
  }

  Attachment keep(std::string_view bytes) {
    const auto kept = files_.keep(spool(folder_, bytes), {5000});
    store_->write([&](db::Write& w) { record_attachment(w, files_, kept); });
    return kept;
  }
  std::int64_t append_with(const std::vector<std::string>& hashes) {
    NewEntry entry;
    entry.record = RecordId::make({1}, *chance_);
    entry.kind = "note";
    entry.operation = OperationId::make({1}, *chance_);
    entry.payload = "{}";
    entry.attachments = hashes;
    return store_->write([&](db::Write& w) { return append(w, entry, {2000}).number; });
  }
  void erase_one(std::int64_t number) {
    store_->write([&](db::Write& w) { erase(w, {number}, "pedido do titular", {}, {}, {3000}, *chance_); });
  }
  std::int64_t sweep(Instant older_than = system_clock().now().plus_minutes(1)) {
    return store_->write([&](db::Write& w) { return sweep_attachments(w, files_, older_than); });
  }
  std::vector<std::string> faults() {
    return store_->read([&](db::Read& r) { return verify_attachments(r, files_); });
  }

  test::Folder folder_;
  Attachments files_{folder_.path() / "attachments"};
  std::unique_ptr<Chance> chance_ = seeded_chance(1);
  std::unique_ptr<db::Store> store_;
};
ON_BOTH_ENGINES(AttachmentTest);

TEST_P(AttachmentTest, IsKeptOnceUnderItsHash) {
  const auto first = keep(jpeg), again = keep(jpeg);
  EXPECT_EQ(first.hash, crypto::hex(crypto::sha256(jpeg)));
  EXPECT_EQ(again.hash, first.hash);
  EXPECT_TRUE(fs::exists(folder_.path() / "attachments" / first.hash.substr(0, 2) / first.hash.substr(2)));
  EXPECT_TRUE(fs::is_empty(folder_.path() / "attachments" / "incoming"));
  int files = 0;
  files_.each([&](auto&, auto) { ++files; });
  EXPECT_EQ(files, 1);
  EXPECT_EQ(store_->read([&](db::Read& r) { return attachment_of(r, first.hash); }).content_type, "image/jpeg");
}

TEST_P(AttachmentTest, AnUnknownOneIsAProblemThatNamesIt) {
  try {
    store_->read([](db::Read& r) { attachment_of(r, "abc"); });
    FAIL();
  } catch (const Problem& problem) {
    EXPECT_EQ(problem.code, "attachment.unknown");
    EXPECT_THAT(problem.message, HasSubstr("abc"));
  }
}

TEST_P(AttachmentTest, EachClassHasItsLimit) {
  const auto code = [&](const std::string& bytes) -> std::string {
    try {
      files_.keep(spool(folder_, bytes), {1});
    } catch (const Problem& problem) {
      return problem.code;
    }
    return "kept";
  };
  EXPECT_EQ(code(jpeg + std::string(8'000'000 - jpeg.size(), ' ')), "kept");
  EXPECT_EQ(code(jpeg + std::string(8'000'001 - jpeg.size(), ' ')), "attachment.too-large");
  EXPECT_EQ(code("%PDF-1.7 " + std::string(10'000'000, ' ')), "kept");
  EXPECT_EQ(code("%PDF-1.7 " + std::string(20'000'000, ' ')), "attachment.too-large");
  EXPECT_EQ(code("GIF89a\x01"), "attachment.type");
}

TEST_P(AttachmentTest, TheSweepTakesWhatHasNoRowAndNothingElse) {
  const auto kept = keep(jpeg);
  const auto orphan = files_.keep(spool(folder_, png), {5000});
  EXPECT_EQ(sweep(system_clock().now().plus_minutes(-60)), 0) << "an upload may still be on its way";
  EXPECT_EQ(sweep(), 1);
  EXPECT_TRUE(files_.holds(kept));
  EXPECT_FALSE(files_.holds(orphan));
  EXPECT_THROW(store_->write([&](db::Write& w) { record_attachment(w, files_, orphan); }), Problem);
}

TEST_P(AttachmentTest, AnErasureForgetsThoseThatNothingElseNeeds) {
  const auto shared = keep(jpeg), own = keep(png);
  const auto first = append_with({own.hash, shared.hash}), second = append_with({shared.hash});
  erase_one(first);
  EXPECT_EQ(sweep(), 1);
  EXPECT_FALSE(files_.holds(own));
  EXPECT_TRUE(files_.holds(shared));
  erase_one(second);
  EXPECT_EQ(sweep(), 1);
  EXPECT_THAT(faults(), IsEmpty());
  EXPECT_THAT(store_->read([](db::Read& r) { return verify(r); }).faults, IsEmpty());
}

TEST_P(AttachmentTest, VerificationTellsMissingAndChangedFiles) {
  const auto missing = keep(jpeg), changed = keep(png);
  fs::remove(files_.path_of(missing.hash));
  std::ofstream{files_.path_of(changed.hash)} << std::string(png.size(), 'x');
  EXPECT_THAT(faults(), testing::UnorderedElementsAre(HasSubstr(missing.hash + ": o arquivo falta"), HasSubstr(changed.hash + ": o conteúdo")));
}

TEST_P(AttachmentTest, TheLedgersOwnEntriesCannotBeErased) {
  EXPECT_THROW(erase_one(1), Problem);
  EXPECT_THROW(erase_one(99), Problem);
}

}  // namespace
}  // namespace teia::ledger
