// SPDX-License-Identifier: Apache-2.0
#include "records.hpp"

#include "demo/demo.hpp"

namespace teia::bench {

Records::Records(std::vector<PlaceId> towns, std::size_t authors) : towns_(std::move(towns)), authors_(authors) {
  text_ = "Conversa com a equipe da secretaria sobre prazos, documentos e responsáveis.";
  while (text_.size() < 600) text_ += " Ficou combinado conferir os números e voltar ao assunto na próxima semana.";
}

std::string Records::next() {
  const auto n = made_++;
  actions::NewAction record;
  const auto made = demo::story_now().plus_ms(static_cast<std::int64_t>(n));  // ids grow with time, as those of devices do
  record.id = ActionId::make(made, *chance_);
  record.operation = ledger::OperationId::make(made, *chance_);
  record.created_at = demo::story_now();
  record.content.type = "ATE";
  record.content.theme = n % 2 ? "PLAN.RDQA" : "FIN.SIOPS";
  record.content.started_at = demo::story_now().plus_days(-1 - static_cast<std::int64_t>(n / authors_ % 1500)).plus_minutes(-static_cast<std::int64_t>(n % 480));
  record.content.places = {{towns_[n * 7 % towns_.size()], actions::Presence::direct, std::nullopt}};
  record.content.text = text_;
  return json::write_described(record);
}

}  // namespace teia::bench
