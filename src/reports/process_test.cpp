// SPDX-License-Identifier: Apache-2.0
#include "reports/process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <thread>

namespace teia::reports {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

Command shell(const std::string& script, Limits limits = {}) { return {"/bin/sh", {"-c", script}, "", limits}; }

std::string refused(const Command& command) {
  try {
    run(command);
    return "";
  } catch (const Problem& problem) {
    return problem.code;
  }
}

TEST(Process, GivesWhatAProgramWroteAndTellsItWhatItReads) {
  std::string much(3'000'000, 'x');
  EXPECT_EQ(run({"cat", {}, much}), much);
  EXPECT_EQ(run({"/bin/echo", {"a b", "$HOME; ls", "ç"}, ""}), "a b $HOME; ls ç\n") << "no shell reads the words";
}

TEST(Process, StandsInAFolderOfItsOwnThatGoesWithItAndKnowsNothingOfOurEnvironment) {
  ::setenv("TEIA_SECRET", "segredo", 1);
  const auto told = run(shell("pwd; env; echo x > left-behind"));
  EXPECT_THAT(told, HasSubstr("/teia-"));
  EXPECT_THAT(told, testing::Not(HasSubstr("segredo")));
  EXPECT_FALSE(std::filesystem::exists(told.substr(0, told.find('\n'))));
  EXPECT_EQ(run(shell("ls /proc/self/fd | wc -l")), "4\n") << "its three streams, and the folder that ls reads";
}

TEST(Process, OneThatNeverEndsIsStoppedInTime) {
  const auto before = std::chrono::steady_clock::now();
  EXPECT_EQ(refused({"/bin/sleep", {"60"}, "", {.time = 200ms}}), "reports.took-too-long");
  EXPECT_EQ(refused(shell("trap '' TERM INT HUP; while :; do :; done", {.time = 200ms})), "reports.took-too-long");
  EXPECT_EQ(refused(shell("exec >&- 2>&-; sleep 60", {.time = 200ms})), "reports.took-too-long") << "silent, and still there";
  EXPECT_LT(std::chrono::steady_clock::now() - before, 20s);
}

TEST(Process, WhatItBeganEndsWithIt) {
  const auto told = run(shell("sleep 60 >/dev/null 2>&1 </dev/null & echo $!"));
  const auto id = std::stoi(told);
  for (int tries = 0; tries < 100 && ::kill(id, 0) == 0; ++tries) std::this_thread::sleep_for(20ms);
  EXPECT_NE(::kill(id, 0), 0);
}

TEST(Process, OneThatPrintsForEverIsStopped) {
  EXPECT_EQ(refused({"yes", {}, "", {.time = 20s, .output = 1 << 20}}), "reports.too-large");
  EXPECT_EQ(refused(shell("yes >&2", {.time = 300ms})), "reports.took-too-long") << "complaints are read and let go";
  EXPECT_EQ(refused(shell("exec head -c 3000000 /dev/zero > file", {.time = 20s, .output = 1 << 20})), "reports.too-large");
}

TEST(Process, OneThatWantsTooMuchMemoryFails) {
  EXPECT_EQ(refused(shell("exec head -c 400m /dev/zero | tail -c 400m | wc -c | grep 419430400", {.time = 20s, .memory = 64 << 20})), "reports.renderer-failed");
}

TEST(Process, OneThatFailsOrIsAbsentIsSaidInWords) {
  EXPECT_EQ(refused({"false", {}, ""}), "reports.renderer-failed");
  EXPECT_EQ(refused({"false", {}, std::string(1'000'000, 'x')}), "reports.renderer-failed") << "it did not read what it was told";
  EXPECT_EQ(refused({"weasyprint-of-nobody", {}, ""}), "reports.renderer-missing");
  EXPECT_EQ(refused({"/etc/passwd", {}, ""}), "reports.renderer-missing") << "not a program";
  EXPECT_FALSE(is_there("weasyprint-of-nobody"));
  EXPECT_TRUE(is_there("sleep"));
  try {
    run({"weasyprint-of-nobody", {}, ""});
  } catch (const Problem& problem) {
    EXPECT_THAT(problem.message, StartsWith("Falta neste servidor o programa weasyprint-of-nobody"));
  }
}

}  // namespace
}  // namespace teia::reports
