// SPDX-License-Identifier: Apache-2.0
#include <malloc.h>

#include "app/commands.hpp"

int main(int argc, char** argv) {
  mallopt(M_TOP_PAD, 4 << 20);  // the writer's heap grows in large steps and stays: otherwise it asks the kernel with every batch
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
  return teia::app::run(argc, argv);
}
