// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace teia::app {

/// The command line. Exit codes: 0 done, 1 a problem (told in Portuguese on standard error), 2 the words are off.
int run(int argc, char** argv);

}  // namespace teia::app
